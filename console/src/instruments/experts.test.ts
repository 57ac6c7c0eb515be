import { describe, expect, it } from 'vitest'
import { readPool } from './draw_pool'
import { markOfExpert, poolText, type Expert } from './experts'

describe('the register of experts', () => {
  it('gives a pool that reads back as it was', () => {
    const pool = [{ id: 'expert/review_expert-2026-1' }, { id: 'expert/review_expert-2026-2', ground: 'same_employer' as const, reason: '工作单位与被评审机构或者其股东相同' }]
    const text = poolText(pool, (word) => (word === 'same_employer' ? '同一单位' : word))
    expect(text).toBe('expert/review_expert-2026-1\nexpert/review_expert-2026-2 同一单位 工作单位与被评审机构或者其股东相同')
    expect(readPool(text)).toEqual({ members: pool, faults: [] })
  })
  it('marks who may review', () => {
    const expert = (status: Expert['status']): Expert => ({ number: '1', kind: 'expert', name: '甲', employer: '乙', fields: [], scope: '000000', status, admitted_on: '2026-09-28', conflicts: [], records: [] })
    expect((['admitted', 'investigated', 'suspended', 'removed'] as const).map((one) => markOfExpert(expert(one)))).toEqual(['ok', 'warn', 'stop', 'stop'])
  })
})
