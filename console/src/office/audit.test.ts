import { describe, expect, it } from 'vitest'
import { actorOf, findActs, isOffHours, objectOf, questionText, remarksOn, type ActPage, type ActRecord } from './audit'

let seq = 0
const look = (actor: string, at: string, reason = '核对'): ActRecord => ({ seq: seq++, at, act: 'personal_data_viewed', zh: '', en: '', object: 'application/SQ-1', actor: `officer/${actor}`, facts: { reason, fields: 'phone' } })
const kMonday = '2026-11-23T02:00:00Z' // 10:00 in Beijing
const later = (minutes: number): string => new Date(Date.parse(kMonday) + minutes * 60_000).toISOString()

describe('a question', () => {
  it('takes accounts and numbers as people type them', () => {
    expect([actorOf('entry-1'), actorOf('system/clock'), actorOf('')]).toEqual(['officer/entry-1', 'system/clock', ''])
    expect([objectOf('sq-2026-7k3m9qax'), objectOf('officer/entry-1')]).toEqual(['application/SQ-2026-7K3M9QAX', 'officer/entry-1'])
    expect(questionText({ group: '4', actor: ' sec-1 ', until: '2026-11-23' }, '')).toBe('limit=50&group=4&actor=officer%2Fsec-1&until=2026-11-23')
    expect(questionText({ act: 'issued', group: '4', until: '2026-11-23' }, '12')).toBe('limit=50&act=issued&after=12')
  })
  it('is asked on while pages are empty, and not for ever', async () => {
    const asked: string[] = []
    const pages: ActPage[] = [{ acts: [], next: '40' }, { acts: [look('a', kMonday)], next: '20' }, { acts: [] }]
    const found = await findActs({}, '', async (query) => (asked.push(query), pages[asked.length - 1]!))
    expect(asked).toEqual(['limit=50', 'limit=50&after=40', 'limit=50&after=20'])
    expect([found.acts.length, found.next]).toEqual([1, undefined])
    const endless = await findActs({}, '', async () => ({ acts: [], next: '7' }))
    expect(endless).toEqual({ acts: [], next: '7' })
  })
})

describe('remarks on looks', () => {
  it('ten within an hour give one alert', () => {
    const ten = Array.from({ length: 10 }, (_, i) => look('anna', later(5 * i), `案件 ${i}`))
    expect(remarksOn(ten)).toEqual([{ kind: 'many', actor: 'officer/anna', count: 10, reason: '' }])
    expect(remarksOn(ten.slice(1))).toEqual([])
    expect(remarksOn(Array.from({ length: 12 }, (_, i) => look('anna', later(7 * i), `案件 ${i}`)))).toEqual([])
  })
  it('each person counts alone', () => {
    const looks = Array.from({ length: 12 }, (_, i) => look(i % 2 === 0 ? 'anna' : 'bo', later(i), `案件 ${i}`))
    expect(remarksOn(looks)).toEqual([])
  })
  it('out of hours by the clock of Beijing', () => {
    expect(['2026-11-23T00:00:00Z', '2026-11-23T09:59:59Z', '2026-11-23T10:00:00Z', '2026-11-22T23:59:00Z', '2026-11-22T04:00:00Z'].map(isOffHours)).toEqual([false, false, true, true, true])
    expect(remarksOn([look('bo', '2026-11-22T04:00:00Z')])).toEqual([{ kind: 'offTimes', actor: 'officer/bo', count: 1, reason: '' }])
  })
  it('the same reason over and over', () => {
    const looks = ['查', '查', '查', '查', '查', '核对'].map((reason, i) => look('bo', later(90 * i), reason))
    expect(remarksOn(looks.slice(0, 4).concat(looks[5]!))).toEqual([])
    expect(remarksOn(looks)).toContainEqual({ kind: 'repeated', actor: 'officer/bo', count: 5, reason: '查' })
  })
})
