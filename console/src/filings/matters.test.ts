import type { Component } from 'vue'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { rendering, type Render } from '../parts/test_render'
import { inOrder, isReason, kMostReason, leaderOf, matterBody, matterPath, stands, type FilingMatter } from './matters'

const matter = (more: Partial<FilingMatter> = {}): FilingMatter => ({ letter: 'm/1', position: 3, event: 'no_such_event', code: 'cases.state', zh: '本机构案件不在这一状态。', en: 'Another state.', at: '2026-11-23T01:00:00Z', ...more })
const settled = matter({ position: 1, settled_by: 'officer/comply-1', settled_at: '2026-11-23T03:00:00Z', taken: false, zh: '没有对应的环节。' })

describe('a case that follows', () => {
  it('names the filing that leads it', () => {
    expect([{ led_by: 'filing/0f' }, { led_by: '' }, {}, { led_by: 'agency/1' }].map(leaderOf)).toEqual(['0f', undefined, undefined, undefined])
  })
  it('has what stands before what is settled', () => {
    const older = matter({ position: 5, at: '2026-11-22T01:00:00Z' })
    expect(inOrder([settled, matter(), older]).map((one) => one.position)).toEqual([5, 3, 1])
    expect([settled, older].map(stands)).toEqual([false, true])
  })
  it('is settled at the address of the step, by trying again or for a reason', () => {
    expect(matterPath('f/1', matter())).toBe('/filings/f%2F1/letters/m%2F1/matters/3')
    expect(matterPath('f', matter({ position: -1 }))).toBe('/filings/f/letters/m%2F1/matters/-1')
    expect([matterBody(), matterBody(' 已另行办理 ')]).toEqual(['{"again":true}', '{"again":false,"reason":"已另行办理"}'])
    expect(['', '  ', 'x', '𬭩'.repeat(kMostReason), 'x'.repeat(kMostReason + 1)].map(isReason)).toEqual([false, false, true, true, false])
  })
})

describe('its matters on a page', () => {
  let render: Render
  let list: Component
  const shown = (roles: string[]): Promise<string> =>
    import('../office/session').then(({ session }) => {
      session.officer = { id: 'a', name: '甲', roles } as never
      return render(list, { filing: 'f', matters: [settled, matter()], procedure: undefined, object: 'BA-2026-1', about: '业务规则备案' })
    })
  beforeAll(async () => {
    render = await rendering()
    list = (await import('./MatterList.vue')).default
  })
  afterAll(() => vi.unstubAllGlobals())
  it('say why, and who settled them', async () => {
    const html = await shown(['compliance_officer'])
    expect(html.indexOf('本机构案件不在这一状态')).toBeLessThan(html.indexOf('没有对应的环节'))
    expect(html).toContain('comply-1')
    expect([...html.matchAll(/再次随办/g)]).toHaveLength(1)
  })
  it('are settled by who files alone', async () => expect(await shown(['training_officer'])).not.toContain('再次随办'))
})
