import { describe, expect, it } from 'vitest'
import { procedures } from '../office/test_procedure'
import type { Input } from '../office/work'
import { holds, type Known } from './condition'

const known: Known = {
  inputs: { kind: 'daily', flag: false, share: 5, rows: [{ part: 10 }, { part: 20 }, {}], from: '2026-01-01', to: '2026-03-01', list: ['a', 'b'] },
  values: { ending: 'take_back', told: true },
  hidden: new Set(['secret']),
  today: '2026-04-22',
}

describe('a condition of the rules', () => {
  it.each([
    ['input:kind = "daily"', true],
    ['input:kind != "daily"', false],
    ['input:none != "daily"', false], // with what is not there: false, whatever the operator
    ['not input:none = "daily"', true],
    ['input:share = "5"', false], // of another kind
    ['input:share >= 5 and input:share < 6', true],
    ['sum(input:rows.part) < 30', false],
    ['sum(input:rows.part) = 30', true],
    ['sum(input:none.part) = 0', false],
    ['count(input:rows) = 3 and count(input:list) = 2', true],
    ['days(input:from, input:to) = 59', true],
    ['setting:today > 2026-04-21', true],
    ['exists(input:flag) and not exists(input:none)', true],
    ['input:flag = false', true],
    ['input:kind = "other" or value:ending = "take_back"', true],
    ['(input:kind = "other" or value:told = true) and input:flag = false', true],
    ['not (input:kind = "other" or value:told = false)', true],
    ['setting:cps.days > 3', undefined], // the office knows
    ['setting:cps.days > 3 and input:flag = true', false], // whatever the office knows
    ['setting:cps.days > 3 or input:flag = false', true],
    ['value:secret = "x"', undefined], // there, and not shown
    ['exists(value:secret)', undefined],
    ['value:never = "x"', false],
    ['input:kind ~ "x"', undefined], // unreadable: the server decides
    ['input:kind = ', undefined],
    ['', undefined],
    ['input:kind = "daily" input:kind', undefined],
  ])('%s', (sentence, truth) => {
    expect(holds(sentence, known)).toBe(truth)
  })
  it('of every procedure can be read', () => {
    const inputs = (all: Input[]): Input[] => all.flatMap((one) => [one, ...inputs(one.fields ?? [])])
    const sentences = procedures.flatMap((one) => one.transitions.flatMap((each) => inputs(each.inputs))).flatMap((one) => [one.required_when, one.visible_when]).filter((one) => one !== undefined)
    expect(sentences.length).toBeGreaterThan(15)
    const nothing: Known = { inputs: {}, values: {}, hidden: new Set(), today: '2026-04-22' }
    for (const one of sentences) if (!one.includes('setting:') || one.includes('setting:today')) expect([one, typeof holds(one, nothing)]).toEqual([one, 'boolean'])
  })
})
