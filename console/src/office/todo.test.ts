import { describe, expect, it } from 'vitest'
import { applicationIn, procedure } from './test_procedure'
import { bySoonest, counterOf, nextClock, type Todo } from './todo'

const todo = (number: string, overdueAt?: string): Todo => {
  const application = { ...applicationIn('received', 'registration_officer'), number }
  return { summary: application, application, act: undefined, overdueAt }
}

describe('the queue', () => {
  it('has the soonest first and what has no clock last', () => {
    const rows = [todo('d'), todo('b', '2026-05-02T00:00:00Z'), todo('c'), todo('a', '2026-05-01T00:00:00Z')]
    expect(rows.sort(bySoonest).map((one) => one.summary.number)).toEqual(['a', 'b', 'c', 'd'])
  })
  it('counts by what is left', () => {
    const now = Date.parse('2026-04-22T02:00:00Z')
    const counter = (overdueAt?: string): string => counterOf(todo('a', overdueAt), now)
    expect([counter('2026-04-22T01:00:00Z'), counter('2026-04-22T16:00:00Z'), counter('2026-04-23T16:00:00Z'), counter('2026-05-01T16:00:00Z'), counter()]).toEqual(['over', 'today', 'soon', 'within', 'noClock'])
  })
  it('shows the clock that the act stops before any other', () => {
    const application = applicationIn('active', 'issuing_officer', [], ['acceptance', 'revocation'])
    application.clocks[0]!.overdue_at = '2026-04-01T00:00:00Z'
    expect(nextClock(procedure, application, 'revoke')).toBe('2026-05-01T00:00:00Z')
    expect(nextClock(procedure, application, 'suspend')).toBe('2026-04-01T00:00:00Z')
    expect(nextClock(procedure, applicationIn('active', 'issuing_officer'), 'revoke')).toBeUndefined()
  })
})
