// The pages of the wizard as they are rendered: every word is there, and nothing typed becomes markup.
import type { Component } from 'vue'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { rendering, type Render } from '../parts/test_render'
import type { Plan } from './materials'
import type { LicenceDraft } from './draft'

const kMarkup = '<img src=x onerror=alert(1)>'
let render: Render
let pages: Record<'papers' | 'sheet' | 'check', Component>
let plan: Plan
let draft: LicenceDraft
let lacks: typeof import('./precheck').precheck
beforeAll(async () => {
  render = await rendering()
  pages = { papers: (await import('./PaperTable.vue')).default, sheet: (await import('./SummarySheet.vue')).default, check: (await import('./CheckStep.vue')).default }
  const { planOf, kProcedure } = await import('./materials')
  plan = planOf((await import('../office/test_procedure')).procedureOf(kProcedure), ['compliance_officer'])!
  lacks = (await import('./precheck')).precheck
  const { emptyApplication } = await import('./application')
  const written = { ...emptyApplication(), entered: { organisation: kMarkup, shareholders: [{ name: '甲', share: '9000' }] }, files: [{ sm3: 'ab'.repeat(32), name: `${kMarkup}.pdf`, size: 5, section: 'funds', papers: ['equity'] }] }
  draft = { written, octets: new Map(), keeping: { state: 'none' } } as unknown as LicenceDraft
  vi.unstubAllGlobals()
})
const kKey = /\b(wizard|case|cases|filings|word|apply)\.[a-z]\w*/

describe('a page of the wizard', () => {
  it('lists the papers of a material, and says which file was lost', async () => {
    const html = await render(pages.papers, { draft, section: 'funds' })
    for (const word of ['注册资本情况', '股权结构情况', '未提供', '内容没有保存', '已含于']) expect(html).toContain(word)
    expect(html).not.toMatch(kKey)
    expect(html).not.toContain('<img')
  })
  it('sums up what was entered and what lacks', async () => {
    const html = await render(pages.sheet, { plan, written: draft.written, today: '2026-11-23', findings: ['缺少甲'], sm3: 'cd'.repeat(32) })
    for (const word of ['资质申请汇总表', '&lt;img', '股权结构情况', '缺少甲', '法定代表人（签字）', 'CDCD CDCD']) expect(html).toContain(word)
    expect(html).not.toMatch(kKey)
    expect(html).not.toContain('<img')
  })
  it('names what stops and what lacks before it is filed', async () => {
    const html = await render(pages.check, { plan, draft, findings: lacks(plan, draft.written, () => false, '2026-11-23') })
    for (const word of ['须先补正', '股权比例合计为万分之 9000', '缺少标准符合性自评估报告', '没有保存，请重新选择', '签名并报送']) expect(html).toContain(word)
    expect(html).not.toMatch(kKey)
    expect(html).not.toContain('<img')
  })
})
