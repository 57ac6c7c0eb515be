// 机构名录 of article 9: the public register of licensed providers.
import { publicJson } from '../api/client'
import type { components } from '../api/schema'
import { tidyNumber } from '../crypto/check_digits'

export type Register = components['schemas']['Register']
export type RegisterEntry = Register['entries'][number]
export const fetchRegister = (): Promise<Register> => publicJson<Register>('/register')

/** By a part of the name, or the whole of a number; nothing typed: all. */
export function matching(entries: RegisterEntry[], typed: string): RegisterEntry[] {
  const text = typed.trim().normalize('NFKC').toLowerCase()
  if (text === '') return entries
  return entries.filter((one) => one.organisation.toLowerCase().includes(text) || one.number.toLowerCase().includes(text) || one.credit_code === tidyNumber(typed))
}

/** The mark beside the state's own word: the state in which a licence stands, or any other. */
export function markOf(entry: RegisterEntry, today: string): 'ok' | 'over' | 'stop' {
  if (entry.status.id === 'valid') return entry.valid_to < today ? 'over' : 'ok'
  return entry.status.id.endsWith('_suspended') ? 'stop' : 'over'
}
