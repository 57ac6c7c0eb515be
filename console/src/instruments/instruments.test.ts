import { describe, expect, it } from 'vitest'
import { toHex } from '../crypto/bytes'
import { sm3 } from '../crypto/sm3'
import { alertQuery, fetchAnswer, isReason, markOf, mayDecide, OtherOctets, type Alert } from './alerts'
import { excluded, progress, type Draw } from './draws'

const alert = (more: Partial<Alert> = {}): Alert => ({
  id: '1', provider: '91110101MA00000005', region: '530000', code: 'monitor.cps.changed', zh: '不一致', en: 'changed', article: '16', target: '/rules/cps/1.0', detail: '', first_at: '2026-07-01T00:00:00Z',
  last_at: '2026-07-01T00:00:00Z', times: 1, state: 'open', evidence: [], ...more,
})

describe('alerts', () => {
  it('are asked for by state and provider, in pages', () => {
    expect(alertQuery({ state: '', provider: '' }, '')).toBe('limit=20')
    expect(alertQuery({ state: 'open', provider: ' 9111 ' }, 'abc')).toBe('limit=20&state=open&provider=9111&after=abc')
  })
  it('are decided once, by an enforcement officer, for a reason', () => {
    expect(mayDecide(alert(), ['enforcement_officer'])).toBe(true)
    expect(mayDecide(alert(), ['case_officer'])).toBe(false)
    expect(mayDecide(alert({ state: 'confirmed' }), ['enforcement_officer'])).toBe(false)
    expect([isReason(' '), isReason('已核实'), isReason('一'.repeat(500)), isReason('一'.repeat(501))]).toEqual([false, true, true, false])
  })
  it('show what became of them', () => {
    expect([markOf(alert()), markOf(alert({ ended_at: '2026-07-02T00:00:00Z' })), markOf(alert({ state: 'confirmed' })), markOf(alert({ state: 'dismissed' }))]).toEqual(['warn', 'ok', 'over', 'stop'])
  })
  it('come with the very octets that they name', async () => {
    const octets = new TextEncoder().encode('# 电子认证业务规则')
    const digest = toHex(sm3(octets))
    const asked: string[] = []
    const get = (path: string): Promise<Uint8Array> => (asked.push(path), Promise.resolve(octets))
    expect(await fetchAnswer('1', digest, get)).toEqual(octets)
    expect(asked).toEqual([`/monitoring/alerts/1/answers/${digest}`])
    await expect(fetchAnswer('1', '0'.repeat(64), get)).rejects.toThrow(OtherOctets)
  })
})

describe('draws', () => {
  const draw = {
    pool: [{ id: 'expert/0001' }, { id: 'expert/0002', ground: 'kinship', ground_zh: '近亲属', reason: '甲' }],
    drawers: [{ officer: 'officer/li-2', committed: true, revealed: true }, { officer: 'officer/zhang-1', committed: true, revealed: false }],
  } as unknown as Draw
  it('say who is excluded, and how far they are', () => {
    expect(excluded(draw).map((one) => one.id)).toEqual(['expert/0002'])
    expect(progress(draw)).toEqual({ committed: 2, revealed: 1 })
  })
})
