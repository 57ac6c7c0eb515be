// Filings between a provider and an authority, by letter (GET and POST /filings): what is asked, what is shown, what is sent.
import { ApiProblem, kOddAnswer } from '../api/problem'
import type { components } from '../api/schema'
import { toBase64, toHex } from '../crypto/bytes'
import { sm3 } from '../crypto/sm3'
import type { ProcedureSummary } from '../cases/case_api'
import { inputsToSend, type Entered } from '../office/inputs'
import { askOctets, read, readOctets } from '../office/officer_api'
import type { Input, Procedure, Transition } from '../office/work'
import type { FilingMatter } from './matters'

type Schemas = components['schemas']
export type Filing = Schemas['Filing']
export type FilingState = Filing['state']
export type FilingLetter = Schemas['FilingLetter']
export type FilingShown = Filing & { letters: FilingLetter[]; matters_found: FilingMatter[] }
export type LetterFile = FilingLetter['files'][number]
export interface FilingPage {
  filings: Filing[]
  next?: string
}
export interface FilingFilter {
  state: string
  procedure: string
  case: string
}

export const kStates: FilingState[] = ['sent', 'received', 'open', 'returned', 'ended']
/** Procedures that a provider files, as rules/routing.toml has them. */
export const kFiled = ['licence_application', 'licence_change', 'licence_renewal', 'service_stop', 'rules_filing', 'assessment', 'annual_report', 'major_event', 'delegated_body']
const kFilers = ['compliance_officer', 'responsible_person']
export const mayFile = (roles: string[]): boolean => roles.some((role) => kFilers.includes(role))
export const filedHere = (procedures: ProcedureSummary[]): ProcedureSummary[] => procedures.filter((one) => kFiled.includes(one.id))

const kRows = 20
export function filingQuery(filter: FilingFilter, after: string, limit = kRows): string {
  const query = new URLSearchParams({ limit: String(limit) })
  if (filter.state) query.set('state', filter.state)
  if (filter.procedure) query.set('procedure', filter.procedure)
  if (filter.case.trim()) query.set('case', filter.case.trim())
  if (after) query.set('after', after)
  return query.toString()
}
export const filingPath = (id: string): string => `/filings/${encodeURIComponent(id)}`
export const listFilings = (filter: FilingFilter, after: string, limit = kRows): Promise<FilingPage> => read<FilingPage>(`/filings?${filingQuery(filter, after, limit)}`)
export const fetchFiling = (id: string): Promise<FilingShown> => read<FilingShown>(filingPath(id))

/** The very octets that the letter names, with a reason where they are sealed; that they were read is on record. Throws ApiProblem. */
export async function fetchLetterFile(filing: string, letter: FilingLetter, position: number, reason: string, get = readOctets, ask = askOctets): Promise<Uint8Array> {
  const path = `${filingPath(filing)}/letters/${encodeURIComponent(letter.id)}/files/${position}`
  const file = letter.files[position]
  const octets = file?.look ? await ask(`${path}/looks`, JSON.stringify({ reason })) : await get(path)
  if (toHex(sm3(octets)) !== file?.sm3) throw new ApiProblem(kOddAnswer, 200)
  return octets
}

const kSoonDays = 14 // ours: as for the duties of the year
const kDay = 86_400_000
/** How much it asks to be looked at; the word of the state, or of the day, stands beside it. */
export function filingMark(one: Filing, today: string): 'ok' | 'warn' | 'over' | 'info' {
  if (one.state === 'returned') return 'over'
  if (one.state === 'ended') return 'ok'
  if (one.due_on === undefined) return 'info'
  if (one.due_on < today) return 'over'
  return Date.parse(one.due_on) - Date.parse(today) <= kSoonDays * kDay ? 'warn' : 'info'
}

/** "officer/comply-1" as the account, "party/<organisation>/comply-1" as both. */
export function madeBy(actor: string): string {
  const [kind, ...rest] = actor.split('/')
  return kind === 'party' ? rest.join(' ') : kind === 'officer' || kind === 'system' ? rest.join('/') : actor
}

const kApplicant = 'applicant' // a party is the applicant of its own case
const mayAsk = (one: Transition, roles: string[]): boolean => one.origin === 'submission' || one.roles.some((role) => role === kApplicant || roles.includes(role))
/** Steps that a letter may ask for, each event once: those that open the case, or those that follow (src/filings/filer.cpp). */
export function askable(procedure: Procedure, roles: string[], opens: boolean): Transition[] {
  const all = procedure.transitions.filter((one) => (one.from.length === 0) === opens && (one.origin === 'person' || one.origin === 'submission'))
  // The rules of an event are those of its first transition; a letter brings what a person begins at the office itself last.
  const first = all.filter((one, i) => all.findIndex((each) => each.event === one.event) === i && mayAsk(one, roles))
  return opens ? [...first.filter((one) => one.origin === 'submission'), ...first.filter((one) => one.origin !== 'submission')] : first
}

/** What conditions of these inputs rest on and nobody here knows: neither true nor false. */
export const unknownOf = (inputs: Input[], values: Record<string, unknown>): Set<string> =>
  new Set(inputs.flatMap((one) => [...`${one.visible_when ?? ''} ${one.required_when ?? ''}`.matchAll(/value:(\w+)/g)].map((match) => match[1]!)).filter((name) => values[name] === undefined))
/** What the letters of a filing entered, the later over the earlier. */
export const enteredIn = (letters: FilingLetter[]): Record<string, unknown> =>
  Object.assign({}, ...letters.filter((one) => one.state !== 'refused').flatMap((one) => [...(one.deeds ?? []), ...(one.notice?.steps ?? [])].map((deed) => deed.inputs ?? {}))) as Record<string, unknown>

export interface Deed {
  transition: Transition
  item: string
  asked: Input[]
  entered: Entered
}
const deedBody = (deed: Deed): object => ({ event: deed.transition.event, ...(deed.item.trim() === '' ? {} : { item: deed.item.trim() }), inputs: inputsToSend(deed.asked, deed.entered) })

export const kMaxFilesBytes = 11 * 1024 * 1024 // of one letter, as src/filings/types.hpp
export const kMaxFiles = 32
const kTypes: Record<string, string> = { pdf: 'application/pdf', ofd: 'application/ofd', png: 'image/png', jpg: 'image/jpeg', jpeg: 'image/jpeg', zip: 'application/zip', xml: 'application/xml', csv: 'text/csv', txt: 'text/plain', md: 'text/markdown', toml: 'application/toml' }
const kAnyType = 'application/octet-stream'
export const typeOf = (name: string): string => kTypes[name.slice(name.lastIndexOf('.') + 1).toLowerCase()] ?? kAnyType

export interface HeldFile {
  name: string
  octets: Uint8Array
}
/** Files that wait in the page until the letter goes, by their SM3. */
export type Held = Map<string, HeldFile>

/** Digests that inputs of these deeds name, each once; cells of repeated sections as well. */
export function namedFiles(deeds: Deed[]): string[] {
  const named = new Set<string>()
  const gather = (inputs: Input[], values: Record<string, unknown>): void => {
    for (const input of inputs) {
      const value = values[input.id]
      if (input.type === 'file' && typeof value === 'string') named.add(value)
      if (input.type === 'rows' && Array.isArray(value)) for (const row of value as Record<string, unknown>[]) gather(input.fields ?? [], row)
    }
  }
  for (const deed of deeds) gather(deed.asked, inputsToSend(deed.asked, deed.entered))
  return [...named]
}
export const sizeOf = (digests: string[], held: Held): number => digests.reduce((sum, one) => sum + (held.get(one)?.octets.length ?? 0), 0)

const filesBody = (deeds: Deed[], held: Held): object[] =>
  namedFiles(deeds).flatMap((digest) => {
    const file = held.get(digest)
    return file ? [{ name: file.name, media_type: typeOf(file.name), content: toBase64(file.octets) }] : [] // went with an earlier letter
  })

/** The body of POST /filings. */
export function openingBody(head: { authority: string; procedure: string; scope: string; own_case: string }, deeds: Deed[], held: Held): string {
  const files = filesBody(deeds, held)
  const named = Object.fromEntries(Object.entries(head).map(([key, value]) => [key, value.trim()]).filter(([, value]) => value !== ''))
  return JSON.stringify({ ...named, deeds: deeds.map(deedBody), ...(files.length === 0 ? {} : { files }) })
}
/** The body of POST /filings/{id}/letters. */
export function letterBody(deeds: Deed[], held: Held): string {
  const files = filesBody(deeds, held)
  return JSON.stringify({ deeds: deeds.map(deedBody), ...(files.length === 0 ? {} : { files }) })
}

/** The sentence of an error code in the reader's language, where the table has it. */
export async function codeSentence(code: string, language: 'zh' | 'en'): Promise<string> {
  const { errors } = await import('../api/errors') // large, and few filings are returned
  const row = errors.find(([one]) => one === code)
  return row ? row[language === 'zh' ? 1 : 2] : ''
}
