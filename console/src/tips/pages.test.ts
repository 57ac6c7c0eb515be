// The public's pages of tips as they are rendered: every word is there.
import type { Component } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { rendering, type Render } from '../parts/test_render'

let render: Render
let pages: Component[]
beforeAll(async () => {
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/:rest(.*)*', component: { render: () => null } }] })
  render = await rendering(router)
  vi.stubGlobal('location', { origin: 'http://office.test', href: 'http://office.test/' })
  vi.stubGlobal('fetch', async () => new Response('{}', { status: 503 }))
  pages = [(await import('./TipPage.vue')).default, (await import('./TipProgressPage.vue')).default]
})

describe('pages of tips', () => {
  it('have their words', async () => {
    const [tip, progress] = await Promise.all(pages.map((one) => render(one)))
    for (const word of ['举报', '只有举报办理人员用本人的密钥能够打开', '举报进度']) expect(tip).toContain(word)
    for (const word of ['举报编号', '查询码不发送']) expect(progress).toContain(word)
    for (const html of [tip, progress]) expect(html).not.toMatch(/\b(tips|nav|word)\.[a-z]\w*/)
    vi.unstubAllGlobals()
  })
})
