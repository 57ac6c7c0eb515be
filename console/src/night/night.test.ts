import { describe, expect, it } from 'vitest'
import { fromBase64 } from '../crypto/bytes'
import { procedure } from '../office/test_procedure'
import { answersBody, dutyRevocation, stepOf, type LossCall } from './night'

const at = (text: string): number => Date.parse(text)
const call = (more: Partial<LossCall> = {}): LossCall => ({
  serial: '7f01', state: 'active', questions: [{ id: 'phone', zh: '手机号码', en: 'Telephone' }, { id: 'mail', zh: '电子邮箱', en: 'Mail' }],
  needed: 2, attempts_left: 1, opens: 9, closes: 17, section: '7.9.1', one_officer: true, alone_now: true, ...more,
})

describe('a call', () => {
  it('goes from the questions to the revocation', () => {
    const now = at('2026-11-22T14:00:00Z')
    expect(stepOf(undefined, now)).toBe('ask')
    const asked = call({ answer_by: '2026-11-22T14:30:00Z' })
    expect([stepOf(asked, now), stepOf(asked, at('2026-11-22T14:30:00Z')), stepOf(asked, at('2026-11-22T14:30:01Z'))]).toEqual(['answer', 'answer', 'lapsed'])
    const known = call({ known: true, right: 2, act_by: '2026-11-22T15:05:00Z' })
    expect([stepOf(known, now), stepOf(known, at('2026-11-22T15:05:01Z'))]).toEqual(['revoke', 'stale'])
    expect(stepOf({ ...known, alone_now: false }, now)).toBe('in_hours')
    expect(stepOf(call({ known: false, right: 1 }), now)).toBe('turned_away')
  })
  it('answers each question once, trimmed, with a salt of its own', () => {
    const body = JSON.parse(answersBody(call(), { phone: ' 13800138000 ', other: 'x' })) as { answers: unknown; salt: string }
    expect(body.answers).toEqual([{ question: 'phone', said: '13800138000' }, { question: 'mail', said: '' }])
    expect(fromBase64(body.salt)).toHaveLength(16)
    const again = JSON.parse(answersBody(call(), {})) as { salt: string }
    expect(again.salt).not.toBe(body.salt)
  })
})

describe('the act at its end', () => {
  it('is the one that the rules give to the officer on duty', () => {
    const act = dutyRevocation(procedure, ['support_officer'])
    expect(act?.inputs.map((one) => one.id)).toEqual(['reason', 'cause', 'told_irreversible'])
    expect(act?.from).toEqual(['issued', 'active', 'suspended'])
    expect(dutyRevocation(procedure, ['issuing_officer'])).toBeUndefined()
  })
})
