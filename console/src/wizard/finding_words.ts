// What the pre-check found, in a sentence.
import { sizeText } from '../format'
import { useWords } from '../i18n'
import { useFaultWords } from '../office/fault_words'
import type { Plan } from './materials'
import type { Finding } from './precheck'

export function useFindingWords(): (plan: Plan, one: Finding) => string {
  const { t, label } = useWords()
  const faultWords = useFaultWords()
  return (plan, one) => {
    const section = label(plan.sections.find((each) => each.code === one.section))
    if (one.fault) return faultWords(plan.typed, one.fault)
    if (one.kind === 'paper') return t('wizard.found.paper', [section, t(`wizard.papers.${one.section}.${one.paper ?? ''}`)])
    if (one.kind === 'lost') return t('wizard.found.lost', [one.paper ?? ''])
    if (one.kind === 'equity') return t('wizard.found.equity', [one.number ?? 0])
    if (one.kind === 'tooLarge') return t('wizard.found.tooLarge', [sizeText(one.number ?? 0)])
    return t(`wizard.found.${one.kind}`, [section])
  }
}
