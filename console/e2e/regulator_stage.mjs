// What the journeys at a regulator's office share: who signs in, an act on the generic case page, a document made and read.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { inTour, keep, signIn, site } from './stage.mjs'

const pages = new Map()
/** The officer's page, signed in once; `where` is a page of the office. */
export async function asOfficer(id, where = '') {
  if (!pages.has(id)) pages.set(id, await signIn(id, `${id}.key`, '', 'nav a', 'regulator'))
  const page = pages.get(id)
  if (where) await follow(page, where)
  return page
}
/** Within the page, so that the key stays open: a reload would end the session. */
export async function follow(page, where) {
  const path = new URL(where, site).pathname
  await page.evaluate((to) => {
    const here = window.history.state
    const state = { ...here, back: here.current, current: to, forward: null, position: here.position + 1, replaced: false }
    window.history.pushState(state, '', to)
    window.dispatchEvent(new PopStateEvent('popstate', { state }))
  }, path)
  await page.waitForURL((url) => url.pathname === path)
  await page.getByRole('heading', { level: 1 }).waitFor()
}

export async function confirmDialog(page) {
  const dialog = page.getByRole('dialog')
  await dialog.getByText('签名内容').waitFor()
  await dialog.locator('.sign-act').click()
}

/** An act on the case page: chosen, filled in, signed. `fill` gets the page and the form's prefix. */
export async function actOnCase(id, number, verb, event, fill = async () => undefined) {
  const page = await asOfficer(id, `/regulator/cases/${encodeURIComponent(number)}`)
  await page.locator('.strip').waitFor()
  const here = await page.locator('.act-title > span').first().textContent({ timeout: 2_000 }).catch(() => '')
  if (here !== verb) await page.locator('.others').getByRole('button', { name: verb, exact: true }).click()
  await fill(page, `#act-${event}-`)
  await page.locator('.bar').getByRole('button', { name: `签名并${verb}` }).click()
  await confirmDialog(page)
  await page.locator('.notice').getByText(`已办理${verb}`).waitFor()
  return page
}

/** An act of a work place's panel. */
export async function actInPanel(page, verb, fill = async () => undefined) {
  const choice = page.locator('.choice').getByRole('button', { name: verb, exact: true })
  if ((await choice.getAttribute('aria-pressed')) !== 'true') await choice.click()
  await fill(page)
  await page.getByRole('button', { name: `签名并${verb}`, exact: true }).click()
  await confirmDialog(page)
  await page.locator('.notice').getByText(`已办理${verb}`).waitFor()
}

/** A document of the page's list: made, numbered, read as PDF. */
export async function makeDocument(page, document, file, fill = async () => undefined) {
  const row = page.getByRole('row').filter({ has: page.getByRole('cell', { name: document, exact: true }) }).first()
  await row.getByRole('button', { name: '制作文书' }).click()
  const form = page.getByRole('dialog').filter({ hasText: `制作文书：${document}` })
  await form.waitFor()
  await fill(page)
  await form.getByRole('button', { name: '签名并制作文书' }).click()
  await confirmDialog(page)
  await row.getByRole('button', { name: '下载 PDF 阅读、打印' }).first().waitFor()
  const name = await keep(page, file, () => row.getByRole('button', { name: '下载 PDF 阅读、打印' }).first().click())
  assert.equal(readFileSync(inTour(file)).subarray(0, 5).toString(), '%PDF-', document)
  return name
}

/** A picture as a scanner or a camera would make it. */
export async function picture(page, name) {
  return { name, mimeType: 'image/png', buffer: await page.screenshot() }
}
export const radio = (page, group, word) => page.locator(`${group}`).getByText(word, { exact: true }).click()
export async function choose(page, field, word) {
  await page.locator(field).click({ force: true }) // the words that stand in a list lie over its field
  await page.getByRole('option', { name: word }).last().click()
}
