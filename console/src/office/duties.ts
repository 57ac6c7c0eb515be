// The provider's year: days on which duties begin or are due (GET /duties).
import type { components } from '../api/schema'
import { read } from './officer_api'

type Schemas = components['schemas']
export type DutyCalendar = Schemas['DutyCalendar']
export type DutyDay = Schemas['DutyDay']

export const fetchDuties = (year: number): Promise<DutyCalendar> => read<DutyCalendar>(`/duties?year=${year}`)

/** Years that the calendar knows (src/compliance/calendar.cpp). */
export const kFirstYear = 2024
export const kLastYear = 2099

/** What somebody still has to do about it. */
export const isOwed = (day: DutyDay): boolean => day.state === 'open' || day.state === 'overdue'

const kSoonDays = 14 // ours: time enough to put papers together
const kDay = 86_400_000
const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / kDay)

/** Shape and colour of a day; the word stands beside it. What opens by itself is in hand as long as its case runs. */
export function markOf(day: DutyDay, today: string): 'ok' | 'warn' | 'over' | 'info' {
  if (day.state === 'done') return 'ok'
  if (day.state === 'overdue') return 'over'
  if (day.state === 'open' && !day.opens && daysBetween(today, day.day) <= kSoonDays) return 'warn'
  return 'info'
}

export interface Month {
  month: number // 1 to 12
  days: DutyDay[]
}

/** Twelve months, or those that have something; each in the order of its days. */
export function byMonth(days: DutyDay[], empty: boolean): Month[] {
  const months: Month[] = Array.from({ length: 12 }, (_, i) => ({ month: i + 1, days: [] }))
  for (const day of days) months[Number(day.day.slice(5, 7)) - 1]?.days.push(day)
  return empty ? months : months.filter((one) => one.days.length > 0)
}

export const countOf = (days: DutyDay[], state: DutyDay['state']): number => days.filter((day) => day.state === state).length
