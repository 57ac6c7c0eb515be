// An act record in words.
import { useWords } from '../i18n'
import { at } from '../site'
import type { ActRecord } from './audit'

// eslint-disable-next-line @typescript-eslint/explicit-function-return-type
export function useActWords() {
  const { t, te, label, name } = useWords()
  const who = (actor: string | undefined): string => {
    if (!actor) return '—'
    const [kind, id] = [actor.slice(0, actor.indexOf('/')), actor.slice(actor.indexOf('/') + 1)]
    if (kind === 'system') return t('acts.system')
    return kind === 'applicant' ? t('acts.applicant', [id]) : id
  }
  const object = (one: string): { kind: string; id: string; to: string } => {
    const [kind = '', ...rest] = one.split('/')
    const id = rest.at(-1) ?? ''
    return { kind: te(`acts.objects.${kind}`) ? t(`acts.objects.${kind}`) : '', id: id === '' ? one : rest.join(' '), to: kind === 'officer' && id !== '' ? at(`/accounts/${id}`) : '' }
  }
  const fields = (text: string): string => text.split(',').map((one) => name('looks.fields', one.split('.')[0] ?? one)).join('、')
  /** What people can read of it: names that have a word here; codes of roles and shown fields in words. */
  const facts = (one: ActRecord): [string, string][] =>
    Object.entries(one.facts ?? {})
      .filter(([key, value]) => te(`acts.factNames.${key}`) && value !== '')
      .map(([key, value]) => [t(`acts.factNames.${key}`), key === 'fields' ? fields(value) : key === 'roles' ? value.split(',').map((role) => name('roles', role)).join('、') : value])
  return { who, object, fields, facts, what: (one: ActRecord): string => label(one) }
}
