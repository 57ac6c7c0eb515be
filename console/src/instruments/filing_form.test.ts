// The form of a filing as it is rendered: every word is there.
import type { Component } from 'vue'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { rendering, type Render } from '../parts/test_render'
import { emptyFiling, emptyLedger } from './monitoring'

let render: Render
let form: Component
beforeAll(async () => {
  render = await rendering()
  form = (await import('./FilingForm.vue')).default
  vi.unstubAllGlobals()
})

describe('the form of a filing', () => {
  it('has every field of it, with its words', async () => {
    const html = await render(form, { filing: { ...emptyFiling(), pages: [{ kind: 'cps', target: '/rules/cps/1.0', sm3: '' }], ledger: emptyLedger() }, every: '30', known: false })
    for (const word of ['统一社会信用代码', '在线状态地址', '撤销列表地址', '备案时的 SM3', '台账名称', '签名并设定']) expect(html).toContain(word)
    expect(html).not.toMatch(/\b(monitoring|case|word|alerts|sign)\.[a-z]\w*/)
  })
})
