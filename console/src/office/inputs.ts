// What somebody enters into a step: kept as typed, checked by what the rules say, sent in the types the API takes.
import { reactive } from 'vue'
import type { Input } from './work'

export type Cell = string | boolean | undefined
export type Row = Record<string, Cell> // of a repeated section
export type Entered = Record<string, string | boolean | string[] | Row[] | undefined>

export interface InputFault {
  id: string // of a cell "<section>.<row>.<field>"
  kind: 'missing' | 'sending' | 'tooShort' | 'tooMany' | 'tooFew' | 'tooLong' | 'notNumber' | 'notDate' | 'notRegion'
  limits: number[]
}

const kMaxCharacters = 4000 // where the rules name no limit: a bound for the page, the server has its own
const kDate = /^(\d{4})-(\d{1,2})-(\d{1,2})$/

/** 2026-4-2 as 2026-04-02; nothing when there is no such day. */
export function readDate(text: string): string | undefined {
  const match = kDate.exec(text.trim())
  if (!match) return undefined
  const [, year, month, day] = match.map(Number) as [number, number, number, number]
  const date = new Date(Date.UTC(year, month - 1, day))
  const same = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return same ? date.toISOString().slice(0, 10) : undefined
}

/** Money is typed in yuan and sent in fen. */
function readWhole(input: Input, text: string): number | undefined {
  const plain = text.replace(/[,，\s]/g, '')
  if (input.type === 'money') return /^\d{1,12}(\.\d{1,2})?$/.test(plain) ? Math.round(Number(plain) * 100) : undefined
  return /^-?\d{1,15}$/.test(plain) ? Number(plain) : undefined
}

function isEmpty(value: Entered[string]): boolean {
  return value === undefined || value === '' || (typeof value === 'string' && value.trim() === '') || (Array.isArray(value) && value.length === 0)
}

/** A section with its rows: how many, and each. */
function checkRows(input: Input, rows: Row[]): InputFault[] {
  const faults: InputFault[] = []
  if (rows.length < input.min) faults.push({ id: input.id, kind: 'tooShort', limits: [input.min] })
  if (input.max > 0 && rows.length > input.max) faults.push({ id: input.id, kind: 'tooMany', limits: [input.max] })
  rows.forEach((row, i) => faults.push(...checkInputs(input.fields ?? [], row).map((one) => ({ ...one, id: `${input.id}.${i}.${one.id}` }))))
  return faults
}

function checkText(input: Input, value: string): Omit<InputFault, 'id'> | undefined {
  const most = input.max > 0 ? input.max : kMaxCharacters
  const length = [...value.trim()].length
  if (input.type === 'text' && length > most) return { kind: 'tooLong', limits: [most] }
  if (input.type === 'text' && length < input.min) return { kind: 'tooFew', limits: [input.min] }
  if (input.type === 'date' && !readDate(value)) return { kind: 'notDate', limits: [] }
  if (input.type === 'region' && !/^\d{6}$/.test(value.trim())) return { kind: 'notRegion', limits: [] }
  if (input.type !== 'integer' && input.type !== 'money') return undefined
  const number = readWhole(input, value)
  const bounded = input.max > input.min && Math.max(Math.abs(input.min), Math.abs(input.max)) < 1e15 // the rules name limits
  const shown = input.type === 'money' ? 100 : 1 // limits are in fen, people read yuan
  return number === undefined || (bounded && (number < input.min || number > input.max)) ? { kind: 'notNumber', limits: [input.min / shown, input.max / shown] } : undefined
}

export function checkInputs(inputs: Input[], entered: Entered): InputFault[] {
  const faults: InputFault[] = []
  for (const input of inputs) {
    const value = entered[input.id]
    if (isEmpty(value)) {
      if (input.required) faults.push({ id: input.id, kind: 'missing', limits: [] })
      continue
    }
    if (input.type === 'rows') faults.push(...checkRows(input, value as Row[]))
    else if (Array.isArray(value) && value.length < input.min) faults.push({ id: input.id, kind: 'tooShort', limits: [input.min] })
    const fault = typeof value === 'string' ? checkText(input, value) : undefined
    if (fault) faults.push({ id: input.id, ...fault })
  }
  return faults
}

/** The member "inputs" of an event; what was left empty is left out. `entered` passed checkInputs(). */
export function inputsToSend(inputs: Input[], entered: Entered): Record<string, unknown> {
  const sent: Record<string, unknown> = {}
  for (const input of inputs) {
    const value = entered[input.id]
    if (isEmpty(value)) continue
    if (input.type === 'rows') sent[input.id] = (value as Row[]).map((row) => inputsToSend(input.fields ?? [], row))
    else if (typeof value !== 'string') sent[input.id] = value
    else if (input.type === 'integer' || input.type === 'money') sent[input.id] = readWhole(input, value)
    else if (input.type === 'date') sent[input.id] = readDate(value)
    else if (input.type === 'texts') sent[input.id] = value.split('\n').map((line) => line.trim()).filter((line) => line !== '')
    else sent[input.id] = ['text', 'file'].includes(input.type) ? value : value.trim()
  }
  return sent
}

/** The body of POST …/events, compact: these octets are shown, digested and signed. */
export function eventBody(event: string, version: number | undefined, inputs: Input[], entered: Entered): string {
  return JSON.stringify({ event, ...(version === undefined ? {} : { version }), inputs: inputsToSend(inputs, entered) })
}

const drafts = new Map<string, Entered>()

/** What was typed into this act of this case, as long as the page lives: it survives the lock and other pages. */
export function draftOf(object: string, event: string): Entered {
  const key = `${object}/${event}`
  let draft = drafts.get(key)
  if (!draft) {
    draft = reactive<Entered>({})
    drafts.set(key, draft)
  }
  return draft
}

export function dropDraft(object: string, event: string): void {
  drafts.delete(`${object}/${event}`)
}

/** Files that were handed in from this page, by their SM3: a draft names them by that alone. */
const handed = reactive(new Map<string, { name: string; size: number }>())
export const rememberFile = (sm3: string, file: { name: string; size: number }): void => void handed.set(sm3, { name: file.name, size: file.size })
export const handedFile = (sm3: string): { name: string; size: number } | undefined => handed.get(sm3)

export function dropAllDrafts(): void {
  drafts.clear()
  handed.clear()
}
