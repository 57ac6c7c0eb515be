// One visit at a counter, from the queue to the certificate, with the test devices (DEVICES.md): card, camera, pad, printer,
// and the second screen, where the applicant confirms and signs with a key of their own in a browser of its own. The review
// comes from the pool, with two reviewers on one case.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { act, asOfficer, confirm, inspect, inTour, newPage, residentNumber, run, said, shot, signIn, site } from './stage.mjs'

const kName = '测试孙八'
const kNumber = residentNumber('99010119900101011')
const kOther = { name: '测试孙九', number: kNumber, valid_until: '2020-01-01' } // the same number, another name, and expired
const holder = (...args) => run('yinxin', ...args, '--server', site, '--key', 'counter.key')

function apply() {
  run('yinxin', 'holder', 'key', '--out', 'counter.key')
  run('yinxin', 'holder', 'request', '--key', 'counter.key', '--out', 'counter-request.pem', '--subject', 'C=CN', '--subject', 'CN=申请人')
  holder('application', 'submit', '--request', 'counter-request.pem', '--phone', '13800001234', '--number-out', 'counter.number', '--profile', 'individual', '--subject', `CN=${kName}`, '--identity', `resident_id=${kNumber}`, '--days', '365')
  return readFileSync(inTour('counter.number'), 'utf8').trim()
}

async function testDevices(port) {
  writeFileSync(inTour('counter-people.json'), JSON.stringify([kOther, kOther, { name: kName, number: kNumber, valid_until: 'long_term' }]))
  const script = fileURLToPath(new URL('../scripts/test_devices.mjs', import.meta.url))
  const program = spawn(process.execPath, [script, '--origin', site, '--port', String(port), '--people', inTour('counter-people.json'), '--prints', inTour('counter-prints')])
  const address = await new Promise((done, fail) => {
    program.stdout.on('data', (part) => done(/http:\S+/.exec(String(part))[0]))
    program.stderr.on('data', (part) => fail(new Error(String(part))))
  })
  return { program, state: async () => (await fetch(`${address}/test/state`)).json() }
}

async function receive(entry, number) {
  await entry.getByRole('link', { name: '柜面办理' }).click()
  await entry.getByText('测试设备：读数和图像都是虚构的').waitFor()
  await inspect(entry, '柜面：来访人')
  await entry.getByRole('button', { name: '读身份证' }).click()
  await entry.locator('.found').getByText(number).waitFor()
  await shot(entry, 'counter-start')
  await entry.locator('.found li').filter({ hasText: number }).getByRole('button', { name: '办理' }).click()
  await entry.locator('.steps').waitFor()
  await act(entry, '收件')
}

async function identify(entry, number) {
  await entry.getByRole('button', { name: '读身份证' }).click()
  await entry.locator('#card-reason').waitFor()
  assert.equal(await entry.getByRole('button', { name: '与申请核对' }).isDisabled(), true, 'a reason comes first')
  await entry.getByRole('button', { name: '窗口核验身份，与证件比对' }).click()
  await entry.getByRole('button', { name: '与申请核对' }).click()
  await entry.getByText('不一致', { exact: true }).waitFor() // the name
  await entry.getByText('证件已于 2020-01-01 过期').waitFor()
  assert.deepEqual(await entry.locator('.card-check mark').allTextContents(), ['八', '九'])
  await shot(entry, 'counter-differs')
  await entry.getByRole('button', { name: '重新读取' }).click()
  await entry.getByText('长期有效').waitFor()
  assert.equal(await entry.locator('.card-check mark').count(), 0)
  for (const [device, verb] of [['高拍仪', '拍摄'], ['签名板', '请来访人签名']]) {
    const part = entry.getByRole('region', { name: device })
    await part.getByRole('button', { name: verb }).click()
    await part.locator('img').waitFor()
    await part.getByRole('button', { name: '存入材料' }).click()
    await part.getByText('已存入材料').waitFor()
  }
  assert.deepEqual(asOfficer(number).materials.map((one) => one.kind), ['identity_document', 'handwritten_signature'])
  await entry.getByText('相符', { exact: true }).click()
  await inspect(entry, '柜面：身份查验')
  await shot(entry, 'counter-identity', { fullPage: true })
  await act(entry, '身份查验')
}

/** The applicant's screen: 1024 by 768, a browser of its own, the path that the officer's page sent there. */
async function secondScreen(entry, devices, number) {
  await entry.getByRole('button', { name: '在第二屏显示' }).click()
  await entry.getByText('已在第二屏显示。').waitFor()
  const { shown } = await devices.state()
  assert.equal(shown, `/public/counter/${number}`)
  const screen = await newPage(1024, 768)
  await screen.goto(`${site}/public/counter`)
  await screen.getByText('欢迎办理电子认证业务').waitFor()
  await shot(screen, 'counter-screen-waiting')
  await screen.goto(site + shown)
  await screen.setInputFiles('#screen-file', inTour('counter.key'))
  await screen.getByRole('button', { name: '打开密钥' }).click()
  const matters = screen.locator('.matter')
  await matters.nth(3).waitFor()
  for (let i = 0; i < 4; i++) {
    await matters.nth(i).locator('.text').evaluate((box) => box.scrollTo(0, box.scrollHeight))
    await matters.nth(i).locator('.el-checkbox:not(.is-disabled)').click()
  }
  await inspect(screen, '第二屏：告知')
  await screen.evaluate(() => window.scrollTo(0, 0))
  await shot(screen, 'counter-screen-matters')
  await screen.locator('.act-button').click()
  await confirm(screen, '告知确认')
  return screen
}

/** Opens the pool and puts cases back until `number` is there. */
async function takeFromPool(page, number) {
  await page.getByRole('link', { name: '审核池' }).click()
  await page.getByRole('button', { name: '审查申请材料' }).click()
  await page.getByRole('button', { name: '审核下一件' }).click()
  for (let turn = 0; turn < 60; turn++) {
    await page.locator('.title .mono').waitFor()
    const here = await page.locator('.title .mono').textContent()
    if (here.trim() === number) return
    await page.keyboard.press('n')
    await page.waitForFunction((before) => document.querySelector('.title .mono')?.textContent.trim() !== before, here.trim())
  }
  assert.fail(`${number} is not in the pool`)
}

async function reviewFromPool(number) {
  const first = await signIn('review-1', 'review-1.key')
  const second = await signIn('review-1', 'review-1.key')
  await takeFromPool(first, number)
  await takeFromPool(second, number)
  await first.keyboard.press('v')
  await first.locator('.pane img').waitFor()
  await first.locator('#subject-0').fill(`${kName.slice(0, -1)}九`)
  await first.getByText('不一致', { exact: true }).waitFor()
  await first.locator('#subject-0').fill(kName)
  await first.locator('h1').click() // out of the field: keys are the page's again
  await inspect(first, '审核池')
  await shot(first, 'review-pool')
  await second.keyboard.press('2') // typed, while the other one is faster
  await second.keyboard.press('Shift+Digit1')
  await first.keyboard.press('1')
  await first.keyboard.press('Shift+Digit1')
  assert.match(await first.locator('#pool-review_material-remarks').inputValue(), /材料齐全/)
  await shot(first, 'review-outcome')
  await first.keyboard.press('Control+Enter')
  await confirm(first, '材料审查')
  await second.getByText('本件已更新').waitFor()
  await second.locator('.change').getByText('材料审查').waitFor()
  assert.match(await second.locator('#pool-request_supplement-missing').inputValue(), /身份证明/, 'what was typed is kept')
  await shot(second, 'review-changed')
  assert.equal(asOfficer(number).steps.filter((one) => one.event === 'review_material').length, 1)
  for (const page of [first, second]) await page.context().close()
}

export async function counterJourney() {
  const { device_port: port } = await (await fetch(`${site}/console.json`)).json()
  assert.ok(port > 0, 'console.device_port is not set')
  const devices = await testDevices(port)
  try {
    const number = apply()
    said(`a visit: ${number}`)
    const entry = await signIn('entry-1', 'entry-1.key')
    await receive(entry, number)
    await identify(entry, number)
    await entry.getByRole('heading', { name: '请申请人在第二屏办理' }).waitFor()
    const screen = await secondScreen(entry, devices, number)
    await reviewFromPool(number)
    await act(entry, '受理') // the page has followed the other two by itself
    await entry.getByRole('button', { name: '打印协议' }).click()
    await entry.getByText(/已送打印机，共 \d+ 页/).waitFor()
    await entry.getByRole('button', { name: '再次打印' }).click()
    await entry.getByText('本页已打印 2 次').waitFor()
    assert.equal(readdirSync(inTour('counter-prints')).length, 2)
    await inspect(entry, '柜面：打印')
    await shot(entry, 'counter-print')
    await screen.getByRole('heading', { name: '签订协议' }).waitFor({ timeout: 30_000 })
    await screen.locator('.agreement').evaluate((box) => box.scrollTo(0, box.scrollHeight))
    await screen.locator('.el-checkbox:not(.is-disabled)').getByText('已阅读协议全文').click()
    await screen.getByText(/责任条款/).click()
    await inspect(screen, '第二屏：协议')
    await screen.evaluate(() => window.scrollTo(0, 0))
    await shot(screen, 'counter-screen-agreement')
    await screen.locator('.act-button').click()
    await confirm(screen, '签订协议')
    await entry.getByRole('heading', { name: '等待其他岗位' }).waitFor()
    run('yinxin', 'issue', '--server', site, '--officer', 'issue-1', '--key', 'issue-1.key', '--number', number, '--out', 'counter.pem')
    await screen.getByRole('heading', { name: '接受证书' }).waitFor({ timeout: 30_000 })
    await screen.locator('.act-button').click()
    await confirm(screen, '接受证书')
    await entry.getByRole('heading', { name: '证书已由持有人接受' }).waitFor()
    await shot(entry, 'counter-done')
    await screen.getByRole('button', { name: '结束并收起密钥' }).click()
    await screen.locator('#screen-file').waitFor({ state: 'attached' })
    assert.equal(asOfficer(number).state.id, 'active')
    for (const page of [entry, screen]) await page.context().close()
  } finally {
    devices.program.kill()
  }
}
