// What an officer sees of what others wrote: rendered as the page renders it.
import type { Component } from 'vue'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { rendering, type Render } from './test_render'

let render: Render
let pair: Component
let notice: Component
beforeAll(async () => {
  render = await rendering()
  pair = (await import('./DifferencePair.vue')).default
  notice = (await import('./ChangeNotice.vue')).default
  vi.unstubAllGlobals()
})
const names = { label: '姓名', leftName: '申请', rightName: '证件' }

describe('two texts side by side', () => {
  it('say in words whether they are the same, and mark what is not', async () => {
    const differs = await render(pair, { ...names, left: '测试孙八', right: '测试孙九' })
    expect(differs).toContain('不一致')
    expect(differs.match(/<mark[^>]*>[^<]*<\/mark>/g)?.map((one) => one.replace(/<[^>]*>/g, ''))).toEqual(['八', '九'])
    const same = await render(pair, { ...names, left: '测试孙八', right: '测试孙八' })
    expect([same.includes('<mark'), same.includes('不一致'), same.includes('一致')]).toEqual([false, false, true])
  })
  it('show markup as text and what nobody would see by its code', async () => {
    const shown = await render(pair, { ...names, left: '<img src=x onerror=alert(1)>', right: '张\u202e三\u0000' })
    expect(shown).not.toContain('<img')
    expect(shown).toMatch(/&lt;|［U\+202E］/)
    expect(shown).toContain('［U+202E］')
    expect(shown).toContain('［U+0000］')
  })
})

describe("another officer's step", () => {
  it('says who, what and when, and that nothing was lost', async () => {
    const change = { version: 7, steps: [{ position: 3, event: 'review_material', zh: '材料审查', en: 'Review', actor: 'officer/review-2', at: '2026-04-22T02:41:00Z' }, { position: 4, event: 'notify', zh: '告知确认', en: 'Notify', actor: 'applicant/SQ-1', at: '2026-04-22T02:42:00Z' }] }
    const shown = (await render(notice, { change })).replace(/<[^>]*>/g, ' ')
    for (const word of ['第 7 版', '已保留', 'review-2', '2026-04-22 10:41', '材料审查', '申请人', '告知确认']) expect(shown).toContain(word)
  })
  it('may be a paper alone', async () => {
    expect(await render(notice, { change: { version: 3, steps: [] } })).toContain('材料有增加')
  })
})
