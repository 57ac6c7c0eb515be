import { describe, expect, it } from 'vitest'
import { checkInputs, draftOf, dropDraft, eventBody, inputsToSend, readDate } from './inputs'
import { procedure } from './test_procedure'
import type { Input } from './work'

const inputsOf = (event: string): Input[] => procedure.transitions.find((one) => one.event === event)!.inputs
const one = (more: Partial<Input>): Input => ({ id: 'x', type: 'text', zh: '项', en: 'x', required: true, conditional: false, min: 0, max: 0, level: 'L1', codes: [], ...more })

describe('inputs', () => {
  it('that are missing are named, each', () => {
    expect(checkInputs(inputsOf('check_identity'), {}).map((fault) => [fault.id, fault.kind])).toEqual([
      ['method', 'missing'],
      ['result', 'missing'],
      ['evidence_sm3', 'missing'],
    ])
    expect(checkInputs(inputsOf('revoke'), { reason: 'key_compromise', cause: '  ' }).map((fault) => fault.id)).toEqual(['cause'])
  })
  it('may be a flag that is false', () => {
    expect(checkInputs(inputsOf('review_material'), { complete: false })).toEqual([])
    expect(inputsToSend(inputsOf('review_material'), { complete: false, remarks: '' })).toEqual({ complete: false })
  })
  it.each([
    [one({ max: 3 }), '一二三四', 'tooLong'],
    [one({ max: 3 }), '一二𬭩', undefined],
    [one({ type: 'integer', min: 1, max: 9 }), '10', 'notNumber'],
    [one({ type: 'integer', min: 1, max: 9 }), '1.5', 'notNumber'],
    [one({ type: 'integer', min: 1, max: 9 }), '9', undefined],
    [one({ type: 'money' }), '1,234.567', 'notNumber'],
    [one({ type: 'money' }), '1,234.50', undefined],
    [one({ type: 'date' }), '2026-2-30', 'notDate'],
    [one({ type: 'date' }), '2026-4-2', undefined],
    [one({ type: 'texts', min: 4, max: 4 }), ['a'], 'tooShort'],
  ])('%#: %s', (input, value, kind) => {
    expect(checkInputs([input], { x: value })[0]?.kind).toBe(kind)
  })
  it('go out in the types of the API', () => {
    const inputs = [one({ id: 'n', type: 'integer' }), one({ id: 'm', type: 'money' }), one({ id: 'd', type: 'date' }), one({ id: 'l', type: 'texts' }), one({ id: 't' })]
    expect(inputsToSend(inputs, { n: '7', m: '1,234.5', d: '2026-4-2', l: '甲\n\n乙 ', t: '文' })).toEqual({ n: 7, m: 123450, d: '2026-04-02', l: ['甲', '乙'], t: '文' })
  })
})

describe('the body of an event', () => {
  it('is compact, in the form the signer reads', () => {
    expect(eventBody('issue', 7, inputsOf('issue'), { key_sm3: 'ab' })).toBe('{"event":"issue","version":7,"inputs":{"key_sm3":"ab"}}')
    expect(eventBody('receive', undefined, [], {})).toBe('{"event":"receive","inputs":{}}')
  })
})

describe('dates', () => {
  it.each([['2026-02-28', '2026-02-28'], ['2024-2-29', '2024-02-29'], ['2026-02-29', undefined], ['26-1-1', undefined], ['2026/1/1', undefined]])('%s', (text, date) => {
    expect(readDate(text)).toBe(date)
  })
})

describe('drafts', () => {
  it('are kept by case and act until the act is done', () => {
    draftOf('SQ-1', 'refuse')['reason'] = '材料不全'
    expect(draftOf('SQ-1', 'refuse')['reason']).toBe('材料不全')
    expect(draftOf('SQ-2', 'refuse')['reason']).toBeUndefined()
    dropDraft('SQ-1', 'refuse')
    expect(draftOf('SQ-1', 'refuse')['reason']).toBeUndefined()
  })
})
