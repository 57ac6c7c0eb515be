// Act records as the audit administrator reads them (GET /acts), and what in the looks at personal data is to be looked
// into (requirements 6.5: unusual volume, off-hours, reading without a case of one's own).
import type { components } from '../api/schema'
import { read } from './officer_api'

export type ActRecord = components['schemas']['ActPage']['acts'][number]
export type ActPage = components['schemas']['ActPage']

export interface ActQuestion {
  act?: string
  group?: string
  actor?: string // an account's id, or a whole actor
  object?: string
  until?: string
}

const kRows = 50
const kTurns = 10 // questions of one search: each looks at 20,000 records

const isNumber = (text: string): boolean => /^(SQ)-\d{4}-\w+$/i.test(text)
export const actorOf = (typed: string): string => (typed === '' || typed.includes('/') ? typed : `officer/${typed}`)
export const objectOf = (typed: string): string => (isNumber(typed) ? `application/${typed.toUpperCase()}` : typed)

export function questionText(question: ActQuestion, after: string): string {
  const query = new URLSearchParams({ limit: String(kRows) })
  if (question.act) query.set('act', question.act)
  else if (question.group) query.set('group', question.group)
  if (question.actor) query.set('actor', actorOf(question.actor.trim()))
  if (question.object) query.set('object', objectOf(question.object.trim()))
  if (after) query.set('after', after)
  else if (question.until) query.set('until', question.until)
  return query.toString()
}

/** Asks on until a page is full, the first record was looked at, or it was asked often enough. */
export async function findActs(question: ActQuestion, after: string, ask: (query: string) => Promise<ActPage> = (query) => read<ActPage>(`/acts?${query}`)): Promise<ActPage> {
  const acts: ActRecord[] = []
  let next: string | undefined = after
  for (let turn = 0; turn < kTurns && next !== undefined && acts.length < kRows; turn++) {
    const page: ActPage = await ask(questionText(question, next))
    acts.push(...page.acts)
    next = page.next
  }
  return { acts, ...(next === undefined ? {} : { next }) }
}

export interface Remark {
  kind: 'many' | 'offTimes' | 'repeated'
  actor: string
  count: number
  reason: string
}

const kMany = 10 // looks by one person within an hour (requirements 6.5: ten in a row give one alert)
const kHour = 3_600_000
const kRepeated = 5
const kBeijing = 8 * kHour

/** Outside 8:00 to 18:00 of Beijing's weekdays. */
export function isOffHours(at: string): boolean {
  const there = new Date(Date.parse(at) + kBeijing)
  const day = there.getUTCDay()
  const hour = there.getUTCHours()
  return day === 0 || day === 6 || hour < 8 || hour >= 18
}

function most(times: number[]): number {
  let found = 0
  for (let from = 0, to = 0; to < times.length; to++) {
    while (times[to]! - times[from]! >= kHour) from++
    found = Math.max(found, to - from + 1)
  }
  return found
}

function longestRun(reasons: string[]): { reason: string; count: number } {
  let best = { reason: '', count: 0 }
  let count = 0
  for (const [i, reason] of reasons.entries()) {
    count = i > 0 && reasons[i - 1] === reason ? count + 1 : 1
    if (count > best.count) best = { reason, count }
  }
  return best
}

/** One remark of a kind for each person, however many looks. */
export function remarksOn(looks: ActRecord[]): Remark[] {
  const remarks: Remark[] = []
  const people = new Map<string, ActRecord[]>()
  for (const look of [...looks].sort((a, b) => a.seq - b.seq)) people.set(look.actor ?? '', [...(people.get(look.actor ?? '') ?? []), look])
  for (const [actor, theirs] of people) {
    const many = most(theirs.map((one) => Date.parse(one.at)))
    if (many >= kMany) remarks.push({ kind: 'many', actor, count: many, reason: '' })
    const off = theirs.filter((one) => isOffHours(one.at)).length
    if (off > 0) remarks.push({ kind: 'offTimes', actor, count: off, reason: '' })
    const run = longestRun(theirs.map((one) => one.facts?.['reason'] ?? ''))
    if (run.count >= kRepeated) remarks.push({ kind: 'repeated', actor, ...run })
  }
  return remarks
}
