// What a field of the form is called, what helps to fill it in, and what is wrong with it. A class may have its own words
// for a field; otherwise the field's own serve.
import { useWords } from '../i18n'
import { kindOf, fieldsOf, type CertificateClass, type Field, type FieldFault } from './classes'
import { draft } from './draft'

export interface FieldWords {
  label: (field: Field) => string
  help: (field: Field) => string
  fault: (fault: FieldFault) => string
}

export function useFieldWords(of: () => CertificateClass | undefined): FieldWords {
  const { t, te, name } = useWords()
  const own = (list: string, field: Field): string => `apply.${list}.${of()?.profile ?? ''}_${field.name.replace('.', '_')}`

  function label(field: Field): string {
    if (field.type === 'identity') return field.kinds.length > 1 ? t('apply.fields.paper') : name('identities', field.kinds[0] ?? '')
    if (te(own('labels', field))) return t(own('labels', field))
    return field.type === 'text' ? name('nameFields', field.name) : t(`apply.fields.${field.id}`)
  }
  function help(field: Field): string {
    if (te(own('help', field))) return t(own('help', field))
    if (field.type === 'identity') return t(field.inClear ? 'apply.help.paperInClear' : 'apply.help.paperHidden')
    return te(`apply.help.${field.name}`) ? t(`apply.help.${field.name}`) : ''
  }
  function fault(one: FieldFault): string {
    const field = fieldsOf(of()!).find((other) => other.id === one.id)!
    const called = field.type === 'identity' ? name('identities', kindOf(field, draft.values)) : label(field)
    if (one.kind === 'missing') return t('case.missing', [called])
    if (one.kind === 'tooLong') return t('case.tooLong', [called, ...one.limits])
    return t(`apply.faults.${one.kind}`, [called, ...one.limits])
  }
  return { label, help, fault }
}
