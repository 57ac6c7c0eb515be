// 机构名录 of article 9: the public register of licensed providers.
import { publicJson, publicOctets } from '../api/client'
import { ApiProblem, kOddAnswer } from '../api/problem'
import type { components } from '../api/schema'
import { toHex } from '../crypto/bytes'
import { tidyNumber } from '../crypto/check_digits'
import { sm3 } from '../crypto/sm3'

export type Register = components['schemas']['Register']
export type RegisterEntry = Register['entries'][number]
export type RegisterHistory = components['schemas']['RegisterHistory']

/** As it stands, or as it stood at the end of a day, YYYY-MM-DD. */
export const fetchRegister = (day = ''): Promise<Register> => publicJson<Register>(day === '' ? '/register' : `/register?as_of=${encodeURIComponent(day)}`)
export const fetchHistory = (number: string): Promise<RegisterHistory> => publicJson<RegisterHistory>(`/register/history?number=${encodeURIComponent(number)}`)

export type RegisterSnapshot = components['schemas']['RegisterSnapshots']['snapshots'][number]
export const kSnapshots = 31 // of a page
/** Days of which the register was kept, newest first; those before a day. */
export const listSnapshots = async (before: string): Promise<RegisterSnapshot[]> =>
  (await publicJson<components['schemas']['RegisterSnapshots']>(`/register/snapshots?limit=${kSnapshots}${before === '' ? '' : `&before=${before}`}`)).snapshots
/** The octets that the ledger has the SM3 of. Throws ApiProblem for any others. */
export async function fetchSnapshot(one: RegisterSnapshot, get: (path: string) => Promise<Uint8Array> = publicOctets): Promise<Uint8Array> {
  const octets = await get(`/register/snapshots/${encodeURIComponent(one.day)}`)
  if (toHex(sm3(octets)) !== one.sm3) throw new ApiProblem(kOddAnswer, 200)
  return octets
}

/** A day as it is typed, 2026-9-8 or 2026.9.8 too; nothing: it is none, or lies after today. */
export function dayOf(typed: string, today: string): string | undefined {
  const found = /^(\d{4})\D+(\d{1,2})\D+(\d{1,2})\D?$/.exec(typed.trim().normalize('NFKC'))
  if (!found) return undefined
  const day = `${found[1]}-${found[2]!.padStart(2, '0')}-${found[3]!.padStart(2, '0')}`
  const at = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day) && day <= today ? day : undefined
}

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
