// The officer's queue: what the server lists in the states of their roles, and what of it is theirs to do now.
import { deadline, type Standing } from '../format'
import { fetchApplication, fetchProcedure, listApplications } from './officer_api'
import { session } from './session'
import { actsOf, mainWay, nextAct, owedStates, statesForRoles, type Act, type Application, type Procedure, type Summary } from './work'

export const kPerState = 50 // of each state what is owed soonest, or the newest; the list page shows all
const kAtOnce = 6 // requests under way

export interface Todo {
  summary: Summary
  application: Application
  act: Act | undefined // nothing: others are awaited
  overdueAt: string | undefined // of the clock that the act stops, or the next one that runs
}

export interface Queue {
  procedure: Procedure
  mine: Todo[]
  waiting: Todo[]
  partial: boolean
  at: number
}

async function inTurns<T, R>(items: T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  let next = 0
  const worker = async (): Promise<void> => {
    while (next < items.length) {
      const mine = next++
      results[mine] = await work(items[mine]!)
    }
  }
  await Promise.all(Array.from({ length: Math.min(kAtOnce, items.length) }, worker))
  return results
}

const instant = (todo: Todo): number => (todo.overdueAt ? Date.parse(todo.overdueAt) : Infinity)

/** Soonest first; what has no clock last. */
export function bySoonest(a: Todo, b: Todo): number {
  const order = instant(a) - instant(b) // NaN where neither has a clock
  return order || a.summary.number.localeCompare(b.summary.number)
}

/** The clock that `act` stops; without one, the next that runs out. */
export function nextClock(procedure: Procedure, application: Application, event: string | undefined): string | undefined {
  const met = new Set(procedure.clocks.filter((one) => event !== undefined && one.met_by.includes(event)).map((one) => one.id))
  const soonest = (ids: (id: string) => boolean): string | undefined => application.clocks.filter((one) => ids(one.id)).map((one) => one.overdue_at).sort()[0]
  return soonest((id) => met.has(id)) ?? soonest(() => true)
}

// What a version of an application says does not change: refreshing asks only for those that did.
const seen = new Map<string, Application>()
async function detailsOf(summary: Summary): Promise<Application> {
  const had = seen.get(summary.number)
  if (had?.version === summary.version) return had
  const application = await fetchApplication(summary.number)
  seen.set(summary.number, application)
  return application
}

export async function fetchQueue(now: number): Promise<Queue> {
  const officer = session.officer!
  const roles: string[] = officer.roles
  const procedure = await fetchProcedure()
  const states = statesForRoles(procedure, roles)
  const owed = owedStates(procedure, roles)
  const pages = await inTurns(states, async (state) => listApplications(state, '', kPerState, owed.includes(state)))
  const todos = await inTurns(pages.flatMap((page) => page.applications), async (summary): Promise<Todo> => {
    const application = await detailsOf(summary)
    const act = nextAct(actsOf(procedure, application, `officer/${officer.id}`))
    return { summary, application, act, overdueAt: nextClock(procedure, application, act?.event) }
  })
  // What nobody of this role has anything to do with before a clock runs (certificates in use) does not wait either.
  const way = mainWay(procedure)
  const onTheWay = new Set(procedure.transitions.filter((one) => way.events.includes(one.event) && one.needs.length > 0).flatMap((one) => one.from))
  return {
    procedure,
    mine: todos.filter((one) => one.act).sort(bySoonest),
    waiting: todos.filter((one) => !one.act && onTheWay.has(one.application.state.id)).sort(bySoonest),
    partial: pages.some((page) => page.next !== undefined),
    at: now,
  }
}

export type Counter = 'over' | 'today' | 'soon' | 'within' | 'noClock'
const kCounters: Record<Standing, Counter> = { over: 'over', urgent: 'today', warn: 'soon', ok: 'within', none: 'noClock' }

export function counterOf(todo: Todo, now: number): Counter {
  return kCounters[deadline(todo.overdueAt ? Date.parse(todo.overdueAt) : undefined, now).standing]
}
