// The seven conditions of the licence (articles 6 and 34): how they stand, what an officer verified of one, the monthly snapshots.
import { ApiProblem, kOddAnswer } from '../api/problem'
import type { components } from '../api/schema'
import { toHex, utf8 } from '../crypto/bytes'
import { sm3 } from '../crypto/sm3'
import { visible } from '../format'
import { read, readText } from '../office/officer_api'
import { readDate } from '../office/inputs'

type Schemas = components['schemas']
export type Conditions = Schemas['Conditions']
export type Light = Conditions['conditions'][number]
export interface SnapshotNote {
  period: string
  taken_at: string
  sm3: string
}

export const fetchConditions = (): Promise<Conditions> => read<Conditions>('/conditions')
export const listSnapshots = async (): Promise<SnapshotNote[]> => (await read<{ snapshots: SnapshotNote[] }>('/condition-snapshots')).snapshots

/** The octets that the ledger has the SM3 of; anything else is no answer. Throws ApiProblem. */
export async function fetchSnapshot(note: SnapshotNote, get: (path: string) => Promise<string> = readText): Promise<string> {
  const text = await get(`/condition-snapshots/${encodeURIComponent(note.period)}`)
  if (toHex(sm3(utf8(text))) !== note.sm3) throw new ApiProblem(kOddAnswer, 200)
  return text
}

export const lightMark = (state: Light['state']): 'ok' | 'over' | 'stop' => (state === 'green' ? 'ok' : state === 'red' ? 'over' : 'stop')

const kEnters = 'compliance_officer'
const kCounted = 'staff' // from the roster: nobody enters it
export const mayEnter = (light: Light, roles: string[]): boolean => light.condition !== kCounted && roles.includes(kEnters)

const kMaxValue = 200 // characters, as the server has it
export interface ConditionDraft {
  met: boolean | undefined
  value: string
  verified_on: string
  proof_sm3: string // empty: none
}
export type ConditionFault = 'met' | 'value' | 'verified' | 'future'

export function conditionFaults(draft: ConditionDraft, today: string): ConditionFault[] {
  const faults: ConditionFault[] = []
  if (draft.met === undefined) faults.push('met')
  const length = [...draft.value.trim()].length
  if (length < 1 || length > kMaxValue || visible(draft.value) !== draft.value) faults.push('value') // the server takes no hidden characters
  const day = readDate(draft.verified_on)
  if (!day) faults.push('verified')
  else if (day > today) faults.push('future')
  return faults
}

/** The body of POST /conditions/{condition}; the draft has no faults. */
export const conditionBody = (draft: ConditionDraft): string =>
  JSON.stringify({ met: draft.met, value: draft.value.trim(), verified_on: readDate(draft.verified_on), ...(draft.proof_sm3 === '' ? {} : { proof_sm3: draft.proof_sm3 }) })

const kForm = 'yinxin-conditions/1'
export interface SnapshotFacts {
  facts: [name: string, value: string][] // besides the conditions, in their order
  conditions: { condition: string; state: string; verified: string; proof: string; value: string }[]
}

/** A snapshot's lines (docs/operations/compliance.md); nothing when it has another form. */
export function readSnapshot(text: string): SnapshotFacts | undefined {
  const [form, ...lines] = text.split('\n')
  if (form !== kForm) return undefined
  const read: SnapshotFacts = { facts: [], conditions: [] }
  for (const line of lines.filter((one) => one !== '')) {
    const cut = line.indexOf(' ')
    const [name, value] = cut < 0 ? [line, ''] : [line.slice(0, cut), line.slice(cut + 1)]
    if (!name.startsWith('condition.')) {
      read.facts.push([name, value])
      continue
    }
    const [state = '', verified = '', proof = '', ...rest] = value.split(' ')
    read.conditions.push({ condition: name.slice('condition.'.length), state, verified, proof, value: rest.join(' ') })
  }
  return read
}
