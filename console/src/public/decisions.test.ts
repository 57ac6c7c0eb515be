import { describe, expect, it } from 'vitest'
import { decisionsPath, resultLines, type Decision } from './decisions'

const decision = (result: string): Decision => ({ number: 'penalty-2026-1', kind: 'penalty', party: '甲', region: '530000', decided_on: '2026-09-28', basis: '', result, published_on: '2026-09-29' })

describe('decisions made public', () => {
  it('are asked for by kind and page', () => {
    expect(decisionsPath('', '')).toBe('/decisions?limit=20')
    expect(decisionsPath('penalty', '2026-09-29/penalty-2026-1')).toBe('/decisions?limit=20&kind=penalty&after=2026-09-29%2Fpenalty-2026-1')
  })
  it('tell their result line by line', () => {
    expect(resultLines(decision('1. 警告。\n2. 罚款人民币100.00元。'))).toEqual(['1. 警告。', '2. 罚款人民币100.00元。'])
    expect(resultLines(decision(''))).toEqual([])
  })
})
