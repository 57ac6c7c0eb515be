// What the journeys at a regulator's office share: who signs in, an act on the generic case page, a document made and read.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { inTour, keep, run, signIn, site } from './stage.mjs'

/** Beijing's day, some days from now. */
export const today = (shift = 0) => new Date(Date.now() + 8 * 3_600_000 + shift * 86_400_000).toISOString().slice(0, 10)

const played = new Map() // by number of the case, in order: what the office took of what was signed
export const note = (number, event, actor) => played.set(number, [...(played.get(number) ?? []), { event, actor }])
/** Who a request is signed by, as acts name them: the point of a key begins with 04. */
function actorOf(keyId) {
  const [kind, rest] = keyId.split(':')
  if (kind === 'officer') return `officer/${rest}`
  return `key/${createHash('sm3').update(Buffer.concat([Buffer.of(4), Buffer.from(rest, 'base64')])).digest('hex')}`
}
/** Everything of cases that is signed in this page and taken, by whom. */
function watch(page) {
  page.on('response', async (answer) => {
    const asked = answer.request()
    if (!/^\/cases(\/[^/]+\/events)?$/.test(new URL(answer.url()).pathname) || asked.method() !== 'POST' || answer.status() >= 300) return
    const actor = actorOf(/keyid="([^"]+)"/.exec(asked.headers()['signature-input'])[1])
    const sent = asked.postDataJSON()
    note((await answer.json()).number, sent.event ?? '', actor)
  })
}

/** The API tells the same steps by the same people, in this order, and the state; what the ledger has of them is looked at offline. */
export function holdsInApi(number, id, state) {
  const told = JSON.parse(run('yinxin', 'case', 'show', '--server', site, '--officer', id, '--key', `${id}.key`, '--number', number, '--json'))
  assert.equal(told.state.id, state)
  const steps = told.steps.filter((one) => one.origin === 'person').map(({ event, actor }) => ({ event, actor }))
  const expected = played.get(number).map((one, i) => (one.event === '' ? { ...one, event: steps[i]?.event } : one)) // the opening's event is the rules' word
  assert.deepEqual(steps, expected, number)
  played.set(number, expected)
  writeFileSync(inTour('played.json'), JSON.stringify(Object.fromEntries(played)))
  return told
}

const pages = new Map()
/** The officer's page, signed in once; `where` is a page of the office. */
export async function asOfficer(id, where = '') {
  if (!pages.has(id)) {
    pages.set(id, await signIn(id, `${id}.key`, '', 'nav a', 'regulator'))
    watch(pages.get(id))
  }
  const page = pages.get(id)
  if (where) await follow(page, where)
  return page
}
/** Within the page, so that the key stays open: a reload would end the session. Where it stands already it comes again, as from a list. */
export async function follow(page, where) {
  const path = new URL(where, site).pathname
  if (new URL(page.url()).pathname === path) await follow(page, path === '/regulator' ? '/regulator/cases' : '/regulator')
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
  const where = `/regulator/cases/${encodeURIComponent(number)}`
  const page = await asOfficer(id)
  const mine = played.get(number)?.at(-1)?.actor === `officer/${id}` // the page shows the case as this officer left it
  if (mine && new URL(page.url()).pathname === where) await page.getByRole('tab', { name: '办理', exact: true }).click()
  else await follow(page, where)
  await page.locator('.strip').waitFor()
  const title = page.locator('.act-title > span').first() // drawn with the strip, or not at all
  if ((await title.count()) === 0 || (await title.textContent()) !== verb) await page.locator('.others').getByRole('button', { name: verb, exact: true }).click()
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

/** What an act asks for: words typed, a day, an amount. */
export const typed = (values) => async (page, field) => {
  for (const [id, words] of Object.entries(values)) await page.locator(`[id="${(field ?? '').replace('#', '')}${id}"]`).fill(words)
}
/** A file of an act, sent before the act is signed. */
export async function attach(page, field, name) {
  await page.setInputFiles(field, { name, mimeType: 'text/plain', buffer: Buffer.from(`演示文件：${name}\n`) })
  await page.locator('.there').getByText(name).waitFor()
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
