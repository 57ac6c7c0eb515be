import type { Component } from 'vue'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import type { CaseSummary } from '../cases/rules'
import { readMetrics } from '../office/system'
import { kProvinces } from '../parts/regions'
import { rendering, type Render } from '../parts/test_render'
import { fetchHeads, groupsOf, growthOf, kTiles, ratesOf, readingOf, shadeOf, standingsOf, unsigned, type Reading, type ReportFigure, type WitnessedHead } from './figures'
import { placesOf, ticksTo } from './scale'

const kNow = Date.parse('2026-11-23T02:00:00Z')
const one = (due: string | undefined, ended = false): CaseSummary => ({ number: 'XK-2026-1', ended, ...(due ? { due_at: due } : {}) }) as CaseSummary

describe('axes', () => {
  it('go in round steps from 0 to the largest value or above', () => {
    expect(ticksTo(0)).toEqual([0, 1])
    expect(ticksTo(7)).toEqual([0, 2, 4, 6, 8])
    expect(ticksTo(40)).toEqual([0, 10, 20, 30, 40])
    expect(ticksTo(3)).toEqual([0, 1, 2, 3])
    for (const value of [1, 9, 99, 101, 12345, 0.4]) expect(ticksTo(value).at(-1)).toBeGreaterThanOrEqual(value)
  })
  it('need two moments for a line', () => {
    expect(placesOf([{ name: '', points: [{ at: 1, value: 1 }] }], 100, 50)).toBeUndefined()
    expect(placesOf([], 100, 50)).toBeUndefined()
    expect(placesOf([{ name: '', points: [{ at: 0, value: 0 }, { at: 10, value: 4 }] }], 100, 50)).toEqual({ top: 4, from: 0, to: 10, places: ['0,50 100,0'] })
  })
})

describe('periods', () => {
  it('are counted by how they stand; what ended is not', () => {
    expect(standingsOf([one('2026-11-22T16:00:00Z'), one('2026-11-23T16:00:00Z'), one('2026-12-30T16:00:00Z'), one(undefined), one('2026-11-22T16:00:00Z', true)], kNow)).toEqual({ ok: 1, warn: 0, urgent: 1, over: 1, none: 1 })
  })
})

describe('traffic', () => {
  const metrics = (issued: number, ocsp: number): string => `# HELP x\nyinxin_status_certificates ${issued}\nhttp_requests_total{route="ocspPost",status="2xx"} ${ocsp}\nhttp_requests_total{route="ocspGet",status="2xx"} 1\nhttp_requests_total{route="crlDownload",status="2xx"} 3\nhttp_requests_total{route="metrics",status="2xx"} 9\n`
  it('is read from the counters of the server', () => {
    expect(readingOf(readMetrics(metrics(5, 7)), kNow)).toEqual({ at: kNow, counts: { issued: 5, ocsp: 8, crl: 3, query: 0 } })
  })
  it('is told a minute, and begins anew when the server did', () => {
    const at = (seconds: number, issued: number): Reading => ({ at: kNow + seconds * 1000, counts: { issued, ocsp: 0, crl: 0, query: 0 } })
    expect(ratesOf([at(0, 10), at(30, 12), at(60, 12)]).issued.map((each) => each.value)).toEqual([4, 0])
    expect(ratesOf([at(0, 10), at(30, 12), at(60, 1), at(90, 2)]).issued.map((each) => each.value)).toEqual([2])
    expect(ratesOf([at(0, 1), at(0, 5)]).issued).toEqual([])
  })
})

describe('a witnessed ledger', () => {
  const head = (size: number, at: string, note: string): WitnessedHead => ({ size, at, note, proof: [] })
  const heads = [head(20, '2026-11-23T00:00:00Z', 'x\n\n— a.example/1 AA\n— witness/1 BB\n'), head(10, '2026-11-22T00:00:00Z', 'x\n\n— a.example/1 AA\n')]
  it('grew, and heads without our line are counted', () => {
    expect(growthOf('a', heads).points.map((each) => each.value)).toEqual([10, 20])
    expect(unsigned(heads, 'witness/1')).toBe(1)
  })
  it('is asked for in pages, a thousand heads at most', async () => {
    const asked: string[] = []
    const all = await fetchHeads('91+1', async (path) => {
      asked.push(path)
      return { heads: [heads[0]!], next: `n${asked.length}` }
    })
    expect([all.length, asked[0], asked[1]]).toEqual([5, '/witness/91%2B1/heads?limit=200', '/witness/91%2B1/heads?limit=200&after=n1'])
  })
})

describe('an annual report', () => {
  const figure = (id: string, unit: string, value: string | null, part = ''): ReportFigure => ({ id, part, zh: id, en: id, unit, value, absent: value === null ? '没有记录' : null })
  it('is drawn by unit, parts apart, and never 0 for want of a record', () => {
    const groups = groupsOf([figure('issued', '张', '5'), figure('pass', '%', null), figure('complaints', '件', '0'), figure('by_profile', '张', '3', 'individual'), figure('by_profile', '张', '2', 'device')])
    expect(groups.map((each) => [each.key, each.parts, each.figures.length])).toEqual([['张', false, 1], ['件', false, 1], ['by_profile', true, 2]])
  })
})

describe('tiles', () => {
  it('are one for each province, none over another', () => {
    expect(Object.keys(kTiles).sort()).toEqual(Object.keys(kProvinces).sort())
    expect(new Set(Object.values(kTiles).map(([, column, row]) => `${column} ${row}`)).size).toBe(Object.keys(kTiles).length)
  })
  it('have four shades, and none for nothing', () => {
    expect([0, 1, 25, 50, 76, 100].map((value) => shadeOf(value, 100))).toEqual([0, 1, 1, 2, 4, 4])
    expect(shadeOf(1, 1)).toBe(4)
  })
})

describe('a picture', () => {
  let card: Component
  let bars: Component
  let render: Render
  beforeAll(async () => {
    render = await rendering()
    card = (await import('./PictureCard.vue')).default
    bars = (await import('./BarPicture.vue')).default
    vi.unstubAllGlobals()
  })
  it('has its figures as a table, shown or not', async () => {
    const html = await render(card, { title: '图', columns: ['项目', '数值'], rows: [['<b>甲</b>', '1']] })
    expect(html).toMatch(/<td[^>]*>1<\/td>/)
    expect(html).toContain('&lt;b&gt;甲&lt;/b&gt;')
    expect(await render(card, { title: '图', columns: ['项目'], rows: [] })).not.toContain('<table')
  })
  it('says in words what is drawn, without a style of its own', async () => {
    const html = await render(bars, { label: '图：甲 5', bars: [{ name: '甲', value: 5 }, { name: '乙', value: 0 }] })
    expect(html).toContain('role="img"')
    expect(html).toContain('aria-label="图：甲 5"')
    expect(html).not.toContain('style=')
    expect(html.match(/<rect/g)).toHaveLength(2)
  })
})
