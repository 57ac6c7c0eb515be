// The samples of the integrators' page do what it says, as they are downloaded: compiled or started here, against the server.
// Java is asked only where there is one.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { inspect, inTour, keep, newPage, run, said, shot, site, tour } from './stage.mjs'

const samples = new URL('../samples/', import.meta.url).pathname
const kDistId = 'distid:1234567812345678'
const hasJava = spawnSync('java', ['-version']).status === 0
let compiled = false

/** What a sample prints and how it ends, each a word a line. */
function runSample(command, ...args) {
  const done = spawnSync(command, args, { cwd: tour, encoding: 'utf8' })
  const said = Object.fromEntries(done.stdout.trim().split('\n').map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)]))
  return { ...said, status: done.status, fault: done.stderr }
}

/** `stem`.pem and `stem`.key are a certificate and its key. */
export function checkBySamples(stem, { query, ocsp }) {
  if (!compiled) run('g++', '-std=c++17', '-Wall', '-Wextra', '-Werror', `${samples}check.cpp`, '-lcrypto', '-o', 'check')
  compiled = true
  writeFileSync(inTour(`${stem}.txt`), '测试：同意。')
  run('openssl', 'dgst', '-sm3', '-sign', `${stem}.key`, '-sigopt', kDistId, '-out', `${stem}.sig`, `${stem}.txt`)
  writeFileSync(inTour(`${stem}-other.txt`), '测试：不同意。')
  const ways = [[inTour('check')], [process.execPath, `${samples}check.mjs`], ...(hasJava ? [['java', `${samples}Check.java`]] : [])]
  for (const [command, ...before] of ways) {
    const common = [...before, site, `${stem}.pem`, 'issuing.pem']
    const good = query === 'valid' && ocsp === 'good'
    assert.deepEqual(runSample(command, ...common, `${stem}.txt`, `${stem}.sig`), { query, ocsp, signature: 'holds', status: good ? 0 : 1, fault: '' }, before[0] ?? command)
    assert.deepEqual(runSample(command, ...common, `${stem}-other.txt`, `${stem}.sig`), { query, ocsp, signature: 'wrong', status: 1, fault: '' }, before[0] ?? command)
    const stranger = runSample(command, ...before, site, `${stem}.pem`, 'root.pem')
    assert.notEqual(stranger.status, 0, 'the root did not issue it')
    assert.match(stranger.fault, /不是这个机构签发/)
  }
  said(`samples in C++, JavaScript${hasJava ? ', Java' : ''}: query ${query}, OCSP ${ocsp}, signature`)
}

export async function integratorsJourney() {
  const page = await newPage()
  await page.goto(`${site}/public`)
  await page.getByRole('link', { name: '集成开发' }).click()
  await page.getByRole('heading', { name: '示例程序' }).waitFor()
  await inspect(page, '集成开发')
  await shot(page, 'developers', { fullPage: true })
  for (const [tab, file] of [['C++', 'check.cpp'], ['Java（', 'Check.java'], ['JavaScript', 'check.mjs']]) {
    await page.getByRole('tab', { name: tab }).click()
    await page.getByLabel(file).waitFor()
    await keep(page, `downloaded-${file}`, () => page.locator('.save-sample').click())
    assert.equal(readFileSync(inTour(`downloaded-${file}`), 'utf8'), readFileSync(`${samples}${file}`, 'utf8'))
  }
  await page.locator('#error-find').fill('http.rate')
  await page.locator('table.errors').getByText('http.rate', { exact: true }).waitFor()
  assert.equal(await page.locator('table.errors tbody tr').count(), 1)
  await page.goto(`${site}/public/downloads`)
  const lists = page.locator('table.crls tbody tr')
  await lists.first().waitFor()
  const served = (await (await fetch(`${site}/crl`)).json()).lists
  assert.equal(await lists.count(), served.length)
  for (const one of served) assert.equal((await fetch(site + one.url)).status, 200, one.url)
  await inspect(page, '下载')
  await shot(page, 'downloads', { fullPage: true })
  await page.context().close()
}
