// What of the office's other work is due: duties of the year, conditions of the licence, filings that came back or run out, one's
// turn in a draw, alerts. Each part is asked for only by who may see it; one that fails does not hide the rest.
import { ApiProblem } from '../api/problem'
import { fetchConditions, type Conditions } from '../compliance/conditions'
import { filingMark, listFilings, mayFile, type Filing } from '../filings/filings'
import { listAlerts } from '../instruments/alerts'
import { fetchDraw, listDraws, turnOf, type Draw, type Turn } from '../instruments/draws'
import { dateText } from '../format'
import type { Office } from '../site'
import { fetchDuties, isOwed, markOf, type DutyDay } from './duties'
import { pagesFor } from './roles'
import { session } from './session'
import type { Label } from './work'

export type Mark = 'over' | 'urgent' | 'warn' | 'stop' | 'info'
export interface Due {
  kind: 'duty' | 'condition' | 'contracts' | 'filing' | 'draw' | 'alerts'
  mark: Mark
  to: string // a page of one's own office
  what?: Label
  day?: string // the last day, or undefined
  days?: number // until it, or since it
  word?: 'red' | 'unknown' | 'returned' | Turn
  count?: number
}
export interface Dues {
  list: Due[]
  failed: boolean
}

const kDay = 86_400_000
const kRows = 20
const daysUntil = (day: string, today: string): number => Math.round((Date.parse(day) - Date.parse(today)) / kDay)
const markOfDays = (days: number): Mark => (days < 0 ? 'over' : days === 0 ? 'urgent' : 'warn')

export const duesOfDuties = (entries: DutyDay[], today: string): Due[] =>
  entries
    .filter((one) => isOwed(one) && ['over', 'warn'].includes(markOf(one, today)))
    .map((one): Due => {
      const days = daysUntil(one.day, today)
      return { kind: 'duty', mark: one.state === 'overdue' ? 'over' : markOfDays(days), what: one, day: one.day, days, to: one.case ? `/cases/${encodeURIComponent(one.case)}` : '/duties' }
    })

export function duesOfConditions(conditions: Conditions): Due[] {
  const lights = conditions.conditions.filter((one) => one.state !== 'green').map((one): Due => ({ kind: 'condition', mark: one.state === 'red' ? 'over' : 'stop', what: one, word: one.state as 'red' | 'unknown', to: '/conditions' }))
  const ending = conditions.staff.contracts_ending
  return ending === 0 ? lights : [...lights, { kind: 'contracts', mark: 'warn', count: ending, to: '/staff' }]
}

export const duesOfFilings = (filings: Filing[], today: string): Due[] =>
  filings
    .filter((one) => one.state !== 'ended' && ['over', 'warn'].includes(filingMark(one, today)))
    .map((one): Due => {
      if (one.state === 'returned') return { kind: 'filing', mark: 'over', what: one, word: 'returned', to: `/filings/${one.id}` }
      const days = daysUntil(one.due_on!, today)
      return { kind: 'filing', mark: markOfDays(days), what: one, day: one.due_on!, days, to: `/filings/${one.id}` }
    })

export const duesOfDraws = (draws: Draw[], me: string): Due[] =>
  draws.flatMap((one): Due[] => {
    const turn = turnOf(one, me)
    return turn ? [{ kind: 'draw', mark: 'warn', what: { zh: one.purpose_zh, en: one.purpose }, word: turn, to: `/draws/${one.id}` }] : []
  })

const kOrder: Mark[] = ['over', 'urgent', 'warn', 'stop', 'info']
/** What asks most to be looked at first, then by days. */
export const inOrder = (list: Due[]): Due[] => [...list].sort((a, b) => kOrder.indexOf(a.mark) - kOrder.indexOf(b.mark) || (a.days ?? 0) - (b.days ?? 0))

async function ofDraws(): Promise<Due[]> {
  const me = `officer/${session.officer!.id}`
  const heads = (await listDraws('', '', kRows)).draws.filter((one) => one.officers.includes(me) && ['pooled', 'committed', 'revealed'].includes(one.state))
  return duesOfDraws(await Promise.all(heads.map((one) => fetchDraw(one.id))), me)
}
async function ofAlerts(): Promise<Due[]> {
  const page = await listAlerts({ state: 'open', provider: '' }, '')
  return page.alerts.length === 0 ? [] : [{ kind: 'alerts', mark: 'warn', count: page.alerts.length, to: '/alerts?state=open' }]
}

const kNoExchange = 'exchange.off' // an office without it has no filings
async function filingsIn(state: string): Promise<Filing[]> {
  try {
    return (await listFilings({ state, procedure: '', case: '' }, '', kRows)).filings
  } catch (thrown) {
    if (thrown instanceof ApiProblem && thrown.code === kNoExchange) return []
    throw thrown
  }
}

/** What counts as to be done today: late, on its last day, or somebody else waits for it. */
export const isOwedNow = (one: Due): boolean => one.mark === 'over' || one.mark === 'urgent' || one.kind === 'draw'

/** Nothing: this officer has none of these pages. */
export function partsFor(roles: string[], office: Office, today: string): (() => Promise<Due[]>)[] {
  const pages = pagesFor(roles, office)
  const parts: (() => Promise<Due[]>)[] = []
  if (pages.includes('duties')) parts.push(async () => duesOfDuties((await fetchDuties(Number(today.slice(0, 4)))).entries, today))
  if (pages.includes('conditions')) parts.push(async () => duesOfConditions(await fetchConditions()))
  // A regulator's own periods run in its cases, which stand in the queue.
  if (office === 'provider' && mayFile(roles)) for (const state of ['returned', 'open']) parts.push(async () => duesOfFilings(await filingsIn(state), today))
  if (pages.includes('draws')) parts.push(ofDraws)
  if (roles.includes('enforcement_officer') && pages.includes('alerts')) parts.push(ofAlerts)
  return parts
}

export async function fetchDues(office: Office, now: number): Promise<Dues> {
  const parts = partsFor(session.officer?.roles ?? [], office, dateText(now))
  const came = await Promise.allSettled(parts.map((one) => one()))
  return { list: inOrder(came.flatMap((one) => (one.status === 'fulfilled' ? one.value : []))), failed: came.some((one) => one.status === 'rejected') }
}
