// What the signing dialog shows of a letter, read back from the body that is sent.
import { sizeText, visible } from '../format'
import { useWords } from '../i18n'
import { regionName } from '../parts/regions'
import { useValueWords } from '../office/value_words'
import type { Deed } from './filings'

interface Sent {
  authority?: string
  scope?: string
  own_case?: string
  deeds: { event: string; item?: string; inputs: Record<string, unknown> }[]
  files?: { name: string; content: string }[]
}
const octetsOf = (base64: string): number => Math.floor((base64.length * 3) / 4) - (/=*$/.exec(base64)?.[0].length ?? 0)

export function useLetterWords() {
  const { t, label, language } = useWords()
  const { shown } = useValueWords()
  return (body: unknown, deeds: Deed[]): [string, string][] => {
    const sent = body as Sent
    const lines: [string, string][] = []
    if (sent.authority) lines.push([t('filings.authority'), visible(sent.authority)])
    if (sent.scope) lines.push([t('cases.scope'), regionName(sent.scope, language.value)])
    if (sent.own_case) lines.push([t('filings.ownCase'), visible(sent.own_case)])
    sent.deeds.forEach((deed, i) => {
      const rules = deeds[i]!
      lines.push([t('filings.step', [i + 1]), `${label(rules.transition)}${deed.item ? `　${visible(deed.item)}` : ''}`])
      for (const input of rules.asked) if (deed.inputs[input.id] !== undefined) lines.push([label(input), shown(input, deed.inputs[input.id])])
    })
    for (const file of sent.files ?? []) lines.push([t('filings.file'), `${visible(file.name)}　${sizeText(octetsOf(file.content))}`])
    return lines
  }
}
