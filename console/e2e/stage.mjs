// What the journeys share: programs, browser, pages, the officers' common moves, and what every page is looked at for.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { chromium } from 'playwright-core'

const { values } = parseArgs({ options: { site: { type: 'string' }, tour: { type: 'string' }, shots: { type: 'string' }, only: { type: 'string' } } })
export const site = values.site
export const tour = resolve(values.tour)
export const shots = values.shots && resolve(values.shots)
if (shots) mkdirSync(shots, { recursive: true })
export const password = '印信-console-2026'

export function run(program, ...args) {
  const done = spawnSync(program, args, { cwd: tour, encoding: 'utf8' })
  assert.equal(done.status, 0, `${program} ${args.join(' ')}\n${done.stdout}${done.stderr}`)
  return done.stdout
}
export const said = (text) => console.log(`  ${text}`)
export const inTour = (name) => join(tour, name)

/** GB 11643: with the last character. */
export function residentNumber(body) {
  let weight = 2
  let sum = 0
  for (const digit of [...body].reverse()) {
    sum += Number(digit) * weight
    weight = (weight * 2) % 11
  }
  return body + '10X98765432'[sum % 11]
}
/** An officer's key file under a password, as any OpenSSL writes it. */
export function protect(id) {
  run('openssl', 'pkcs8', '-topk8', '-in', `${id}.key`, '-out', `${id}-locked.key`, '-v2', 'sm4-cbc', '-v2prf', 'hmacWithSHA256', '-iter', '20000', '-passout', `pass:${password}`)
}
/** The application as an officer reads it from the API. */
export const asOfficer = (number) => JSON.parse(run('yinxin', 'application', 'show', '--server', site, '--officer', 'entry-1', '--key', 'entry-1.key', '--number', number, '--json'))

export const faults = []
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] })

export async function newPage(width = 1366, height = 768) {
  const context = await browser.newContext({ viewport: { width, height }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', acceptDownloads: true })
  const page = await context.newPage()
  page.setDefaultTimeout(45_000) // also where the machine has other work
  page.on('pageerror', (fault) => faults.push(`${page.url()}: ${fault}`))
  page.on('console', (message) => {
    const text = message.text()
    // A 404 is an answer that some steps ask for; the browser reports it all the same.
    if (message.type() === 'error' && !text.includes('404')) faults.push(`${page.url()}: ${text}`)
  })
  return page
}
export async function shot(page, name, options = {}) {
  if (!shots) return
  await page.waitForLoadState('networkidle')
  await page.evaluate(() => document.activeElement?.blur())
  await page.screenshot({ path: join(shots, `${name}.png`), ...options })
}
/** The same page as a telephone has it. */
export async function phoneShot(page, name) {
  const before = page.viewportSize()
  await page.setViewportSize({ width: 390, height: 844 })
  await shot(page, name, { fullPage: true })
  await page.setViewportSize(before)
}
export async function keep(page, name, click) {
  const [download] = await Promise.all([page.waitForEvent('download'), click()])
  await download.saveAs(inTour(name))
  return download.suggestedFilename()
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const kGrave = ['serious', 'critical']
/** Words that are not Chinese and may stand before people here: names of formats and of the other language. */
const kForeign = new Set('sys sec aud support archive review issue comply head CRL OCSP SM PDF OFD JPG PNG PEM DER CSV XLSX NDJSON XML UTF English OpenSSL yinxin audit Base MB KB SQ PL CN entry pem key csv document pdf sig holder JSON Java JavaScript JDK Node js RFC SHA Retry After der zip png txt intake national case check legal decide publish enforce expert draw'.split(' '))

/** Nothing grave for axe, no English in Chinese pages, no sideways scrolling on a small phone and a usual screen. */
export async function inspect(page, name) {
  const before = page.viewportSize()
  for (const size of [{ width: 360, height: 740 }, { width: 1366, height: 768 }]) {
    await page.setViewportSize(size)
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    assert.ok(wide <= 0, `${name} scrolls sideways by ${wide} at ${size.width}`)
  }
  await page.setViewportSize(before)
  const words = await page.evaluate(() => {
    const found = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement
      if (!element || element.closest('script, style, pre, code, bdi, .mono, noscript, title') || !element.offsetParent) continue
      found.push(...(node.data.replace(/U\+[0-9A-F]+|https?:\S+|[A-Z]{2}-\d{4}-\w+/g, '').match(/[A-Za-z]{2,}/g) ?? []))
    }
    return found
  })
  assert.deepEqual(words.filter((word) => !kForeign.has(word)), [], `${name} speaks English`)
  await page.evaluate(axe)
  const found = await page.evaluate(async (grave) => {
    const result = await window.axe.run(document, { resultTypes: ['violations'] })
    return result.violations.filter((one) => grave.includes(one.impact)).map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(' | ').slice(0, 600)}`)
  }, kGrave)
  assert.deepEqual(found, [], `${name}: axe`)
}

/** The browser has reported the refusals that were asked for, by their status, and nothing else. */
export function reported(...statuses) {
  assert.deepEqual(faults.splice(0).map((fault) => fault.match(/status of (\d+)/)?.[1] ?? fault), statuses.map(String))
}

/** `landing`: what stands on the first page, where it is not the queue of applications; `face`: of the office. */
export async function signIn(id, file, secret, landing = '.counters', face = 'provider') {
  const page = await newPage()
  await page.goto(`${site}/${face}`)
  await page.setInputFiles('#key-file', join(tour, file))
  await page.fill('#account', id)
  if (secret) {
    await page.fill('#secret', '不是口令')
    await page.getByRole('button', { name: '签名登录' }).click()
    await page.getByText('口令不正确，文件没有打开').waitFor()
    if (id === 'issue-1') await shot(page, 'sign-in')
    await page.fill('#secret', secret)
  }
  await page.getByRole('button', { name: '签名登录' }).click()
  await page.locator(landing).first().waitFor()
  return page
}

export async function openCase(page, number) {
  await page.getByRole('searchbox').fill(number)
  await page.getByRole('searchbox').press('Enter')
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.locator('.strip').waitFor()
}

export async function act(page, verb, { last4 = '', secret = '' } = {}) {
  const button = page.locator('.bar').getByRole('button', { name: `签名并${verb}` })
  await button.click()
  const asked = await page.getByRole('dialog').or(page.locator('.faults')).first().waitFor({ timeout: 5_000 }).then(() => true, () => false)
  if (!asked) {
    said(`${verb}: nothing came of the first click`)
    await button.click()
  }
  await confirm(page, verb, { last4, secret })
}
export async function confirm(page, verb, { last4 = '', secret = '' } = {}) {
  const dialog = page.getByRole('dialog')
  const missing = page.locator('.faults')
  await dialog.getByText('签名内容').or(missing).first().waitFor()
  assert.equal(await missing.count(), 0, `${verb} is not ready to be signed`)
  if (last4) await dialog.locator('#last-four').fill(last4)
  if (secret) await dialog.locator('#step-secret').fill(secret)
  await dialog.locator('.sign-act').click()
  await page.locator('.notice').getByText(`已办理${verb}`).waitFor()
}

/** The field comes to show `value`: a form that opens again is filled a moment after it stands there. */
export async function reads(field, value) {
  for (const end = Date.now() + 5_000; (await field.inputValue()) !== value && Date.now() < end; ) await new Promise((later) => setTimeout(later, 50))
  assert.equal(await field.inputValue(), value)
}

/** Runs the journeys one after the other; what was on the screen when one fails is kept beside the tour. */
export async function play(journeys) {
  try {
    for (const journey of journeys) if (!values.only || journey.name === values.only) await journey()
    assert.deepEqual(faults, [], 'faults that the browser reported (content policy, scripts)')
    console.log('the journey through the console held')
  } catch (fault) {
    const dump = join(tour, 'browser-failure.png')
    for (const page of browser.contexts().flatMap((context) => context.pages())) {
      await page.screenshot({ path: dump.replace('.png', `-${page.url().replace(/\W+/g, '_').slice(-30)}.png`) }).catch(() => undefined)
      const shown = await page.locator('main').innerText({ timeout: 1000 }).catch(() => 'nothing')
      console.error(`${page.url()} shows\n${shown.slice(0, 1500)}\n`)
    }
    console.error(fault, faults)
    process.exitCode = 1
  } finally {
    await browser.close()
  }
}
