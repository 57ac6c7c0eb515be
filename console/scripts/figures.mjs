// How soon the first page stands, and what comes over the line for it: measured with Debian's Chromium against a server that is up.
//   node scripts/figures.mjs --site http://127.0.0.1:8080 [--rounds 9] [--write ../docs/performance.md]
// Each round is a browser context of its own: nothing is kept from one to the next. Time: from the navigation to the first contentful
// paint, and until the page's heading stands. Size: octets that came, packed as they were. Bars: under 1.0 s on two cores, under 450 kB.
import { readFileSync, writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { chromium } from 'playwright-core'

const kPages = ['/public', '/provider/sign-in']
const kMostMilliseconds = 1000
const kMostOctets = 450_000
const kBegin = '<!-- console figures -->'
const kEnd = '<!-- end of console figures -->'

const { values } = parseArgs({ options: { site: { type: 'string' }, rounds: { type: 'string', default: '9' }, write: { type: 'string' } } })
const rounds = Number(values.rounds)
if (!values.site || !Number.isInteger(rounds) || rounds < 1) {
  console.error('node scripts/figures.mjs --site URL [--rounds N] [--write FILE]')
  process.exit(2)
}

async function measure(browser, path) {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
  const page = await context.newPage()
  const line = await context.newCDPSession(page)
  await line.send('Network.enable')
  let octets = 0
  line.on('Network.loadingFinished', (one) => (octets += one.encodedDataLength))
  await page.goto(values.site + path, { waitUntil: 'commit' })
  await page.locator('h1').first().waitFor()
  const heading = await page.evaluate(() => performance.now())
  await page.waitForLoadState('networkidle')
  const paint = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime)
  await context.close()
  if (paint === undefined) throw new Error(`${path}: nothing was painted`)
  return { paint, heading, octets }
}
const sorted = (rows, what) => rows.map((one) => one[what]).sort((a, b) => a - b)
const middle = (all) => all[Math.floor(all.length / 2)]

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] })
const lines = []
let met = true
for (const path of kPages) {
  const rows = []
  for (let i = 0; i < rounds; i += 1) rows.push(await measure(browser, path))
  const [paint, heading, octets] = ['paint', 'heading', 'octets'].map((what) => sorted(rows, what))
  const good = middle(heading) < kMostMilliseconds && octets.at(-1) < kMostOctets
  met &&= good
  lines.push(`| ${path} | ${Math.round(middle(paint))} ms | ${Math.round(middle(heading))} ms, at worst ${Math.round(heading.at(-1))} ms | ${(octets.at(-1) / 1000).toFixed(1)} kB | ${good ? 'yes' : '**no**'} |`)
}
const version = browser.version()
await browser.close()
const table = [
  kBegin,
  `${new Date().toISOString().slice(0, 10)}, ${cpus().length} cores (${cpus()[0].model.trim()}), load ${loadavg()[0].toFixed(1)}, Chromium ${version}, ${rounds} first visits each; the server on the same machine.`,
  '',
  '| page | first paint, median | heading, median | octets that came | under 1.0 s and 450 kB |',
  '| --- | --- | --- | --- | --- |',
  ...lines,
  kEnd,
].join('\n')
console.log(table)
if (values.write) {
  const text = readFileSync(values.write, 'utf8')
  const [from, to] = [text.indexOf(kBegin), text.indexOf(kEnd)]
  if (from < 0 || to < from) throw new Error(`${values.write} has no place for the figures`)
  writeFileSync(values.write, text.slice(0, from) + table + text.slice(to + kEnd.length))
}
process.exit(met ? 0 : 1)
