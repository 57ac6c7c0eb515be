// Whom a case is about, as acts name it: "key/<SM3>", "unit/<统一社会信用代码>", or a word of the office.
import { creditFault, tidyNumber } from '../crypto/check_digits'
import { grouped, visible } from '../format'

export type PartyKind = 'unit' | 'key' | 'other'
const kKey = /^[0-9a-f]{64}$/
const kOther = /^[A-Za-z][A-Za-z0-9_.:/-]{0,127}$/

/** The word to send; nothing when it is none. */
export function partyWord(kind: PartyKind, typed: string): string | undefined {
  const text = typed.trim()
  if (kind === 'unit') {
    const code = tidyNumber(text)
    return creditFault(code) === undefined ? `unit/${code}` : undefined
  }
  if (kind === 'key') {
    const digest = text.replace(/\s+/g, '').toLowerCase()
    return kKey.test(digest) ? `key/${digest}` : undefined
  }
  return kOther.test(text) ? text : undefined
}

export interface PartyView {
  kind: PartyKind
  text: string
}
export function partyView(party: string): PartyView {
  const [kind, rest] = [party.slice(0, party.indexOf('/')), party.slice(party.indexOf('/') + 1)]
  if (kind === 'unit') return { kind, text: visible(rest) }
  if (kind === 'key' && kKey.test(rest)) return { kind, text: `${grouped(rest.slice(0, 16))} …` }
  return { kind: 'other', text: visible(rest === '' ? party : rest) }
}
