import { describe, expect, it } from 'vitest'
import { creditCheck, creditFault, residentCheck, residentFault, tidyNumber } from './check_digits'

describe('citizen identification numbers', () => {
  // The two numbers that GB 11643-1999 prints as examples.
  it.each(['11010519491231002X', '440524188001010014'])('%s is one', (number) => {
    expect(residentFault(number)).toBeUndefined()
    expect(residentCheck(number.slice(0, 17))).toBe(number[17])
  })
  it.each([
    ['11010519491231002', 'length'],
    ['1101051949123100XX', 'characters'],
    ['01010519491231002X', 'region'],
    ['11010519491331002X', 'day'],
    ['110105194902300020', 'day'],
    ['110105179901010020', 'day'],
    ['110105194912310021', 'check'],
    ['11010519491231003X', 'check'],
  ])('%s is none: %s', (number, fault) => {
    expect(residentFault(number)).toBe(fault)
  })
  it('fail with every single digit changed', () => {
    const good = '440524188001010014'
    for (let at = 14; at < 17; at++)
      for (const digit of '0123456789') if (digit !== good[at]) expect(residentFault(good.slice(0, at) + digit + good.slice(at + 1))).toBe('check')
  })
})

describe('unified social credit codes', () => {
  // As tests of the C++ side: a code of the register, and one of the demonstration.
  it.each(['91350100M000100Y43', '12100000MB0000002T'])('%s is one', (code) => {
    expect(creditFault(code)).toBeUndefined()
    expect(creditCheck(code.slice(0, 17))).toBe(code[17])
  })
  it.each([
    ['91350100M000100Y4', 'length'],
    ['91350100M000100I43', 'characters'],
    ['9135A100M000100Y43', 'region'],
    ['91350100M000100Y44', 'check'],
    ['91350100M000101Y43', 'check'],
  ])('%s is none: %s', (code, fault) => {
    expect(creditFault(code)).toBe(fault)
  })
})

describe('a number as it is typed', () => {
  it.each([
    ['１１０１０５ 19491231-002x', '11010519491231002X'],
    [' 91350100m000100y43 ', '91350100M000100Y43'],
  ])('%s is read', (typed, read) => {
    expect(tidyNumber(typed)).toBe(read)
  })
})
