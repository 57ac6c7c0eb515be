import { describe, expect, it } from 'vitest'
import type { Conditions } from '../compliance/conditions'
import type { Filing } from '../filings/filings'
import type { Draw } from '../instruments/draws'
import { duesOfConditions, duesOfDraws, duesOfDuties, duesOfFilings, inOrder, isOwedNow, partsFor, type Due } from './due'
import type { DutyDay } from './duties'

const kToday = '2026-11-23'
const day = (on: string, state: DutyDay['state'], more: Partial<DutyDay> = {}): DutyDay => ({ day: on, state, opens: false, provisional: false, zh: '年度报告', en: 'Report', cites: ['35'], ...more })
const filing = (more: Partial<Filing>): Filing => ({ id: 'f1', peer: 'r', procedure: 'rules_filing', zh: '备案', en: 'Filing', scope: '530000', ours: true, state: 'open', state_zh: '', begun_at: '', changed_at: '', matters: 0, ...more })

describe('what is due', () => {
  it('of the duties: what is late and what is near, with its case', () => {
    const dues = duesOfDuties([day('2026-11-20', 'overdue', { case: 'ND/1' }), day(kToday, 'open'), day('2026-12-01', 'open'), day('2026-12-20', 'open'), day('2026-11-24', 'done'), day('2026-11-24', 'coming'), day('2026-11-01', 'open', { opens: true })], kToday)
    expect(dues.map((one) => [one.mark, one.days, one.to])).toEqual([['over', -3, '/cases/ND%2F1'], ['urgent', 0, '/duties'], ['warn', 8, '/duties']])
  })
  it('of the conditions: those that are not met, or not verified, and contracts that end', () => {
    const conditions = { day: kToday, conditions: [{ condition: 'funds', state: 'green' }, { condition: 'staff', state: 'red' }, { condition: 'systems', state: 'unknown' }], staff: { contracts_ending: 2 } } as unknown as Conditions
    expect(duesOfConditions(conditions).map((one) => [one.kind, one.mark, one.word, one.count])).toEqual([['condition', 'over', 'red', undefined], ['condition', 'stop', 'unknown', undefined], ['contracts', 'warn', undefined, 2]])
  })
  it('of the filings: what came back and what runs out', () => {
    const dues = duesOfFilings([filing({ state: 'returned', id: 'a' }), filing({ due_on: '2026-11-22', id: 'b' }), filing({ due_on: kToday, id: 'c' }), filing({ due_on: '2027-01-01' }), filing({ state: 'ended', due_on: '2026-01-01' })], kToday)
    expect(dues.map((one) => [one.to, one.mark, one.word ?? one.days])).toEqual([['/filings/a', 'over', 'returned'], ['/filings/b', 'over', -1], ['/filings/c', 'urgent', 0]])
  })
  it('of the draws: one’s own turn', () => {
    const draw = (state: string): Draw => ({ id: 'd1', state, purpose: 'experts', purpose_zh: '评审专家', drawers: [{ officer: 'officer/li-2', committed: state !== 'pooled', revealed: false }] }) as unknown as Draw
    expect(duesOfDraws([draw('pooled'), draw('committed'), draw('drawn')], 'officer/li-2').map((one) => one.word)).toEqual(['commit', 'reveal'])
    expect(duesOfDraws([draw('pooled')], 'officer/zhang-1')).toEqual([])
  })
  it('stands in order of urgency, and counts as owed when it is late or awaited', () => {
    const one = (mark: Due['mark'], days?: number, kind: Due['kind'] = 'duty'): Due => ({ kind, mark, to: '/', ...(days === undefined ? {} : { days }) })
    expect(inOrder([one('stop'), one('warn', 9), one('warn', 2), one('over', -1), one('over', -5), one('urgent', 0)]).map((each) => [each.mark, each.days])).toEqual([['over', -5], ['over', -1], ['urgent', 0], ['warn', 2], ['warn', 9], ['stop', undefined]])
    expect([one('over'), one('urgent'), one('warn'), one('stop'), one('warn', undefined, 'draw')].map(isOwedNow)).toEqual([true, true, false, false, true])
  })
  it('is asked for only by who may see it', () => {
    expect(partsFor(['compliance_officer'], 'provider', kToday)).toHaveLength(4)
    expect(partsFor(['training_officer'], 'provider', kToday)).toHaveLength(2)
    expect(partsFor(['registration_officer'], 'provider', kToday)).toHaveLength(0)
    expect(partsFor(['case_officer'], 'regulator', kToday)).toHaveLength(1)
    expect(partsFor(['enforcement_officer'], 'regulator', kToday)).toHaveLength(2)
    expect(partsFor(['review_expert'], 'regulator', kToday)).toHaveLength(0)
    expect(partsFor(['system_administrator'], 'provider', kToday)).toHaveLength(0)
  })
})
