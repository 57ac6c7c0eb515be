// A period of a case in a mark and words (P11): the server counts, the page says it.
import type { Procedure } from '../office/work'
import type { Case, CaseClock } from './rules'

export interface ClockView {
  mark: 'ok' | 'warn' | 'urgent' | 'over' | 'stop' | 'info'
  word: 'met' | 'fired' | 'cancelled' | 'paused' | 'pausedBare' | 'over' | 'today' | 'working' | 'days' | 'hours'
  count: number
  share: number // of its time that is gone, 0 to 1; nothing said: 0
}

const kDay = 86_400_000
const kHour = 3_600_000
const kThird = 1 / 3

function gone(clock: CaseClock, left: number): number {
  if (!clock.started_on || !clock.effective) return 0
  const whole = (Date.parse(clock.effective) - Date.parse(clock.started_on)) / kDay
  return whole <= 0 ? 1 : Math.min(1, Math.max(0, 1 - left / whole))
}

/** `unit` as the procedure has it: hours are counted to the minute, not to the day. */
export function clockView(clock: CaseClock, unit: string | undefined, now: number): ClockView {
  const left = clock.days_left ?? 0
  const made = (mark: ClockView['mark'], word: ClockView['word'], count = 0, share = gone(clock, left)): ClockView => ({ mark, word, count, share })
  if (clock.outcome === 'met') return made('ok', 'met', 0, 1)
  if (clock.outcome !== 'running') return made('stop', clock.outcome, 0, 1)
  const working = clock.working_days_left
  if (clock.paused) return working === undefined ? made('stop', 'pausedBare') : made('stop', 'paused', working)
  const until = clock.overdue_at ? Date.parse(clock.overdue_at) - now : undefined
  if (left < 0 || (until !== undefined && until <= 0)) return made('over', 'over', Math.max(1, -left), 1)
  if (unit === 'hours' && until !== undefined && until < 2 * kDay) return made(until < kHour ? 'urgent' : 'warn', 'hours', Math.max(1, Math.floor(until / kHour)))
  if (left === 0) return made('urgent', 'today', 0, 1)
  const mark = 1 - gone(clock, left) <= kThird ? 'warn' : 'ok'
  return working === undefined ? made(mark, 'days', left) : made(mark, 'working', working)
}

export const unitOf = (procedure: Procedure | undefined, id: string): string | undefined => procedure?.clocks.find((one) => one.id === id)?.unit
export const citesOf = (procedure: Procedure | undefined, id: string): string[] => procedure?.clocks.find((one) => one.id === id)?.cites ?? []

const instant = (clock: CaseClock): string => clock.overdue_at ?? '9999'

/** Those that run, soonest first; those that stand still after them. */
export const runningClocks = (the_case: Case): CaseClock[] =>
  the_case.clocks.filter((one) => one.outcome === 'running').sort((a, b) => instant(a).localeCompare(instant(b)))

/** The one that `event` meets, else the soonest. */
export function clockFor(procedure: Procedure, the_case: Case, event: string | undefined): CaseClock | undefined {
  const running = runningClocks(the_case)
  const meets = new Set(procedure.clocks.filter((one) => event !== undefined && one.met_by.includes(event)).map((one) => one.id))
  return running.find((one) => meets.has(one.id)) ?? running[0]
}
