import { describe, expect, it } from 'vitest'
import { articleNumber, dateText, deadline, grouped, longDate, longTime, minuteText, readSerial, secondText, shortDate, spanText } from './format'

const at = (text: string): number => Date.parse(text)

describe('times', () => {
  it("are Beijing's", () => {
    expect(dateText('2026-04-21T16:00:00Z')).toBe('2026-04-22')
    expect(minuteText('2026-04-22T02:42:16Z')).toBe('2026-04-22 10:42')
    expect(secondText('2026-04-21T16:00:00Z')).toBe('2026-04-22 00:00:00')
    expect(longTime('2026-04-22T02:42:16Z', 'zh')).toBe('2026年4月22日 10:42:16')
    expect(longDate('2026-04-22T02:42:16Z', 'en')).toBe('22 April 2026')
    expect(shortDate('2026-12-31T16:00:00Z', 'zh')).toBe('1月1日')
    expect(dateText(undefined)).toBe('—')
  })
})

describe('serial numbers', () => {
  it('are grouped for people and read from what they paste', () => {
    expect(grouped('3a7f90215c')).toBe('3A7F 9021 5C')
    expect(readSerial(' 3A7F 9021 5C6E ')).toBe('3a7f90215c6e')
    expect(readSerial('3A:7F：90-21')).toBe('3a7f9021')
    expect(readSerial('0x1f')).toBe('1f')
    expect(readSerial('abc')).toBe('0abc')
    for (const bad of ['', '张三', '3A7G', 'a'.repeat(41)]) expect(readSerial(bad)).toBeUndefined()
  })
})

describe('articles', () => {
  it('are counted in Chinese', () => {
    expect(['4', '10', '16', '20', '21', '40', '99'].map((one) => articleNumber(one, 'zh'))).toEqual(['四', '十', '十六', '二十', '二十一', '四十', '九十九'])
    expect([articleNumber('21', 'en'), articleNumber('100', 'zh'), articleNumber('17.2', 'zh')]).toEqual(['21', '100', '17.2'])
  })
})

describe('deadlines', () => {
  const now = at('2026-04-22T02:00:00Z') // 10:00 in Beijing
  const midnight = at('2026-04-22T16:00:00Z') // the end of that day
  it.each([
    ['nothing runs', undefined, 'none', 'none'],
    ['the end of today', midnight, 'urgent', 'today'],
    ['an hour of today', at('2026-04-22T08:41:00Z'), 'urgent', 'hours'],
    ['tomorrow morning', at('2026-04-23T01:00:00Z'), 'warn', 'hours'],
    ['the end of tomorrow', midnight + 86_400_000, 'warn', 'date'],
    ['the end of the day after', midnight + 2 * 86_400_000, 'ok', 'date'],
    ['this very moment', now, 'over', 'over_hours'],
    ['two days ago', now - 2 * 86_400_000, 'over', 'over_days'],
  ])('%s', (_name, overdueAt, standing, kind) => {
    expect(deadline(overdueAt, now)).toMatchObject({ standing, kind })
  })
  it('name the last day, not the first that is too late', () => {
    expect(dateText(deadline(midnight, now).lastDay)).toBe('2026-04-22')
  })
})

describe('spans', () => {
  it.each([
    [20 * 86_400, '20天', '20 days'],
    [86_400 + 6 * 3600 + 3599, '1天6小时', '1 day 6 hours'],
    [3600, '1小时', '1 hour'],
    [59, '0小时', '0 hours'],
  ])('%i s', (seconds, zh, en) => {
    expect([spanText(seconds, 'zh'), spanText(seconds, 'en')]).toEqual([zh, en])
  })
})
