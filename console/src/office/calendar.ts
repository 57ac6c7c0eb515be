// The working calendar and its notices of days off (GET /calendar; docs/decisions/0034).
import type { components } from '../api/schema'
import { read } from './officer_api'
import { session } from './session'

type Schemas = components['schemas']
export type WorkCalendar = Schemas['WorkCalendar']
export type Notice = Schemas['CalendarNotice']
export type Move = Schemas['CalendarMove']

export const kMaxFile = 64 * 1024 // octets, as src/cases/service.hpp
export const kMaxNumber = 64 // characters, likewise

// As src/cases/notices.cpp.
const kProposers = ['compliance_officer', 'province_review_officer', 'case_officer']
const kConfirmers = ['responsible_person', 'province_head', 'deciding_officer']
const holds = (roles: string[], some: string[]): boolean => roles.some((role) => some.includes(role))
export const mayPropose = (roles: string[]): boolean => holds(roles, kProposers)
/** Somebody else's, the newest of its year, and not confirmed. */
export function mayConfirm(roles: string[], officer: string, one: Notice, all: Notice[]): boolean {
  const later = all.some((other) => other.year === one.year && other.number > one.number)
  return holds(roles, kConfirmers) && !one.confirmed_by && one.proposed_by !== `officer/${officer}` && !later
}
export type NoticeState = 'open' | 'superseded' | 'counting' | 'counted'
export function stateOf(one: Notice, all: Notice[]): NoticeState {
  if (one.confirmed_by) return one.counted ? 'counted' : 'counting'
  return all.some((other) => other.year === one.year && other.number > one.number) ? 'superseded' : 'open'
}

/** Every page of notices; the years of the first. */
export async function fetchCalendar(): Promise<WorkCalendar> {
  const whole = await read<WorkCalendar>('/calendar')
  for (let next = whole.next; next; ) {
    const page = await read<WorkCalendar>(`/calendar?after=${next}`)
    whole.notices.push(...page.notices)
    next = page.next
  }
  return whole
}
export async function fetchMoves(number: number): Promise<Move[]> {
  const moves: Move[] = []
  for (let after: string | undefined = ''; after !== undefined; ) {
    const page: { moves: Move[]; next?: string } = await read(`/calendar/notices/${number}/moves?after=${encodeURIComponent(after)}`)
    moves.push(...page.moves)
    after = page.next
  }
  return moves
}

export const proposalBody = (notice: string, content: string): string => JSON.stringify({ notice: notice.trim(), content })
export const rolesNow = (): string[] => session.officer?.roles ?? []
