// The officer's queue of cases: those whose period ends soonest, and the newest; of each what is to be done now.
import { serverNow } from '../api/client'
import { dateText } from '../format'
import { session } from '../office/session'
import type { Procedure } from '../office/work'
import { caseActs, nextCaseAct, type CaseAct } from './acts'
import { fetchCase, listCases, listReminders, rulesOf, type Reminder } from './case_api'
import { isMine } from './case_list'
import { clockFor } from './clocks'
import type { Case, CaseClock, CaseSummary } from './rules'

export const kSoonest = 100 // by their period
export const kNewest = 50 // whatever their period
export const kShown = 40 // read whole
const kYear = '366'
const kReminders = 20

export interface CaseTodo {
  summary: CaseSummary
  procedure: Procedure
  act: CaseAct | undefined // nothing: nothing is owed, or it waits for others
  clock: CaseClock | undefined
}
export interface CaseQueue {
  todos: CaseTodo[]
  reminders: Reminder[]
  rules: Map<string, Procedure> // by number of the case
  partial: boolean
}

const seen = new Map<string, Case>()
async function detailOf(one: CaseSummary): Promise<Case> {
  const had = seen.get(one.number)
  // Days left change without the case: what was read on another day is read again.
  if (had?.version === one.version && had.due_at === one.due_at && readOn.get(one.number) === dateText(serverNow())) return had
  const the_case = await fetchCase(one.number)
  seen.set(one.number, the_case)
  readOn.set(one.number, dateText(serverNow()))
  return the_case
}
const readOn = new Map<string, string>()

const due = (one: CaseSummary): string => one.due_at ?? '9999'

export async function fetchCaseQueue(now: number): Promise<CaseQueue> {
  const officer = session.officer!
  const roles: string[] = officer.roles
  const [soonest, newest, ...reminded] = await Promise.all([
    listCases({ due: kYear }, '', kSoonest, now),
    listCases({}, '', kNewest, now),
    ...roles.map((role) => listReminders(role, kReminders)),
  ])
  const all = new Map([...soonest.cases, ...newest.cases].map((one) => [one.number, one]))
  const open = [...all.values()].filter((one) => !one.ended)
  const mine = await Promise.all(open.map((one) => isMine(one, roles)))
  const wanted = open.filter((_, i) => mine[i]).sort((a, b) => due(a).localeCompare(due(b)))
  const rules = new Map<string, Procedure>()
  await Promise.all([...all.values()].map(async (one) => rules.set(one.number, await rulesOf(one))))
  const todos = await Promise.all(
    wanted.slice(0, kShown).map(async (summary): Promise<CaseTodo> => {
      const procedure = rules.get(summary.number)!
      const the_case = await detailOf(summary)
      const act = nextCaseAct(procedure, the_case, caseActs(procedure, the_case), `officer/${officer.id}`)
      return { summary, procedure, act, clock: clockFor(procedure, the_case, act?.event) }
    }),
  )
  return {
    todos: [...todos.filter((one) => one.act), ...todos.filter((one) => !one.act)],
    reminders: reminded.flat().sort((a, b) => a.last_day.localeCompare(b.last_day)),
    rules,
    partial: wanted.length > kShown || soonest.next !== undefined || newest.next !== undefined,
  }
}
