// The list of cases: pages by keys, and what of them somebody of these roles may work on.
import { hasWork } from './acts'
import { listCases, rulesOf, type CaseFilter } from './case_api'
import type { CaseSummary } from './rules'

export const kRows = 20
const kMostAsked = 5 // pages of the server for one of ours, where few of them are mine

export interface CaseRows {
  cases: CaseSummary[]
  next: string | undefined
}

export async function isMine(one: CaseSummary, roles: string[]): Promise<boolean> {
  return !one.ended && hasWork(await rulesOf(one), one.state.id, roles)
}

/** A page of the list. With `mine` the server's pages are gone through until one of ours is full. */
export async function caseRows(filter: CaseFilter, roles: string[], after: string, now: number): Promise<CaseRows> {
  const cases: CaseSummary[] = []
  let next: string | undefined = after
  for (let asked = 0; next !== undefined && cases.length < kRows && asked < kMostAsked; asked += 1) {
    const page: { cases: CaseSummary[]; next?: string } = await listCases(filter, next, filter.mine ? kRows - cases.length : kRows, now)
    const mine = filter.mine ? await Promise.all(page.cases.map((one) => isMine(one, roles))) : undefined
    cases.push(...page.cases.filter((_, i) => !mine || mine[i]))
    next = page.next
    if (!filter.mine) break
  }
  return { cases, next }
}
