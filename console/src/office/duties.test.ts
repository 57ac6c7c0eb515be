import { describe, expect, it } from 'vitest'
import { byMonth, countOf, isOwed, markOf, type DutyDay } from './duties'

const day = (on: string, state: DutyDay['state'], more: Partial<DutyDay> = {}): DutyDay => ({ day: on, state, opens: false, provisional: false, zh: '备案', en: 'Filing', cites: ['25'], ...more })

describe('the year of duties', () => {
  const days = [day('2026-01-01', 'open', { opens: true }), day('2026-01-15', 'overdue'), day('2026-12-20', 'open'), day('2026-12-31', 'coming')]

  it('has twelve months, each with its days', () => {
    expect(byMonth(days, true)).toHaveLength(12)
    expect(byMonth(days, false).map((one) => [one.month, one.days.map((each) => each.day)])).toEqual([
      [1, ['2026-01-01', '2026-01-15']],
      [12, ['2026-12-20', '2026-12-31']],
    ])
    expect(byMonth([], false)).toEqual([])
  })
  it('marks what is over, what is near, and what is done', () => {
    expect(markOf(days[1]!, '2026-11-23')).toBe('over')
    expect(markOf(days[2]!, '2026-12-06')).toBe('warn')
    expect(markOf(days[2]!, '2026-12-05')).toBe('info')
    expect(markOf(days[2]!, '2026-12-20')).toBe('warn')
    expect(markOf(days[0]!, '2026-11-23')).toBe('info')
    expect(markOf(day('2026-03-01', 'done'), '2026-11-23')).toBe('ok')
    expect(markOf(days[3]!, '2026-12-30')).toBe('info')
  })
  it('counts what is owed', () => {
    expect(days.filter(isOwed)).toHaveLength(3)
    expect(countOf(days, 'overdue')).toBe(1)
    expect(countOf(days, 'open')).toBe(2)
  })
})
