// The officer's queue: what the server lists in the states of their roles, and what of it is theirs to do now.
import { deadline, type Standing } from '../format'
import { fetchApplication, fetchProcedure, listApplications } from './officer_api'
import { session } from './session'
import { actsOf, nextAct, statesForRoles, type Act, type Application, type Procedure, type Summary } from './work'

export const kPerState = 50 // of each state the newest; the list page shows all
const kAtOnce = 6 // requests under way

export interface Todo {
  summary: Summary
  application: Application
  act: Act | undefined // nothing: others are awaited
  dueAt: number | undefined
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

/** Soonest first; what has no clock last. */
export function bySoonest(a: Todo, b: Todo): number {
  return (a.dueAt ?? Infinity) - (b.dueAt ?? Infinity) || a.summary.number.localeCompare(b.summary.number)
}

export async function fetchQueue(now: number): Promise<Queue> {
  const officer = session.officer!
  const procedure = await fetchProcedure()
  const way = new Set(statesForRoles(procedure, officer.roles))
  const pages = await inTurns([...way], async (state) => listApplications(state, '', kPerState))
  const listed = pages.flatMap((page) => page.applications)
  // Where only a running clock makes work, the summary tells whether one runs; the rest need not be asked for.
  const gated = (state: string): boolean =>
    procedure.transitions.some((one) => one.from.includes(state) && one.roles.some((role) => officer.roles.includes(role as never)) && (one.needs.length > 0 || procedure.gates.some((gate) => gate.event === one.event)))
  const wanted = listed.filter((one) => one.due_at !== undefined || gated(one.state.id))
  const todos = await inTurns(wanted, async (summary): Promise<Todo> => {
    const application = await fetchApplication(summary.number)
    const act = nextAct(actsOf(procedure, application, `officer/${officer.id}`))
    return { summary, application, act, dueAt: summary.due_at ? Date.parse(summary.due_at) : undefined }
  })
  const live = todos.filter((one) => one.act || gated(one.summary.state.id))
  return {
    procedure,
    mine: live.filter((one) => one.act).sort(bySoonest),
    waiting: live.filter((one) => !one.act).sort(bySoonest),
    partial: pages.some((page) => page.next !== undefined),
    at: now,
  }
}

export type Counter = 'over' | 'today' | 'soon' | 'within' | 'noClock'
const kCounters: Record<Standing, Counter> = { over: 'over', urgent: 'today', warn: 'soon', ok: 'within', none: 'noClock' }

export function counterOf(todo: Todo, now: number): Counter {
  return kCounters[deadline(todo.dueAt, now).standing]
}
