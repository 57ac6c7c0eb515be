import { describe, expect, it } from 'vitest'
import { mayConfirm, mayPropose, proposalBody, stateOf, type Notice } from './calendar'

const notice = (more: Partial<Notice> = {}): Notice => ({ number: 1, year: 2027, notice: '文号', sm3: '', proposed_by: 'officer/comply-1', proposed_at: '2026-11-24T00:00:00Z', counted: false, moved: 0, ...more })

describe('a notice of days off', () => {
  it('is entered by those who prepare it, at either office', () => {
    for (const role of ['compliance_officer', 'province_review_officer', 'case_officer']) expect(mayPropose([role])).toBe(true)
    for (const role of ['responsible_person', 'province_head', 'system_administrator']) expect(mayPropose([role])).toBe(false)
  })
  it('is confirmed by somebody else, once, and the newest alone', () => {
    const one = notice()
    expect(mayConfirm(['responsible_person'], 'head-1', one, [one])).toBe(true)
    expect(mayConfirm(['compliance_officer'], 'head-1', one, [one])).toBe(false)
    expect(mayConfirm(['responsible_person', 'compliance_officer'], 'comply-1', one, [one])).toBe(false)
    expect(mayConfirm(['province_head'], 'head-1', one, [one, notice({ number: 2 })])).toBe(false)
    expect(mayConfirm(['province_head'], 'head-1', one, [one, notice({ number: 2, year: 2028 })])).toBe(true)
    const confirmed = notice({ confirmed_by: 'officer/head-1' })
    expect(mayConfirm(['province_head'], 'head-1', confirmed, [confirmed])).toBe(false)
  })
  it('says where it stands', () => {
    const one = notice()
    expect(stateOf(one, [one])).toBe('open')
    expect(stateOf(one, [one, notice({ number: 2 })])).toBe('superseded')
    expect(stateOf(notice({ confirmed_by: 'officer/x' }), [one])).toBe('counting')
    expect(stateOf(notice({ confirmed_by: 'officer/x', counted: true }), [one])).toBe('counted')
  })
  it('is sent as it was read', () => {
    expect(JSON.parse(proposalBody(' 国办〔2026〕1号 ', 'year = 2027\n'))).toEqual({ notice: '国办〔2026〕1号', content: 'year = 2027\n' })
  })
})
