import { describe, expect, it } from 'vitest'
import { compareTexts, type Piece } from './differences'

const marked = (pieces: Piece[]): string => pieces.map((one) => (one.same ? one.text : `[${one.text}]`)).join('')
const both = (a: string, b: string): [string, string] => {
  const { left, right } = compareTexts(a, b)
  return [marked(left), marked(right)]
}

describe('two texts', () => {
  it('that say the same have nothing to show', () => {
    expect(compareTexts('张三', '张三')).toEqual({ same: true, left: [{ text: '张三', same: true }], right: [{ text: '张三', same: true }] })
    expect(compareTexts('', '')).toEqual({ same: true, left: [], right: [] })
  })
  it('show what one has and the other has not', () => {
    expect(both('990101199001010019', '990101199001010027')).toEqual(['9901011990010100[19]', '9901011990010100[27]'])
    expect(both('测试省水利站', '测试省水利工程站')).toEqual(['测试省水利站', '测试省水利[工程]站'])
    expect(both('', '张三')).toEqual(['', '[张三]'])
  })
  it('are compared by characters, also outside the first plane, and never as if a look-alike were the same', () => {
    expect(both('赵六𬭩', '赵六䶮')).toEqual(['赵六[𬭩]', '赵六[䶮]'])
    expect(both('а', 'a')).toEqual(['[а]', '[a]'])
    expect(both('张三', '张\u202e三')).toEqual(['张三', '张[\u202e]三'])
  })
  it('lose nothing, whatever they are, and long ones are not gone through', () => {
    let seed = 11
    const random = (): string => Array.from({ length: (seed = (seed * 48271) % 2147483647) % 40 }, () => 'ab张三'[(seed = (seed * 48271) % 2147483647) % 4]).join('')
    for (let round = 0; round < 300; round++) {
      const [a, b] = [random(), random()]
      const { left, right, same } = compareTexts(a, b)
      expect([left.map((one) => one.text).join(''), right.map((one) => one.text).join(''), same]).toEqual([a, b, a === b])
      expect(left.filter((one) => one.same).map((one) => one.text).join('')).toBe(right.filter((one) => one.same).map((one) => one.text).join(''))
    }
    expect(compareTexts('x'.repeat(100_000), 'y'.repeat(100_000)).left).toHaveLength(1)
  })
})
