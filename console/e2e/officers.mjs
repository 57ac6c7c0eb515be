// A certificate with three officers in the console: received, checked, reviewed, accepted, issued, seen by the public,
// revoked. The applicant's own acts are made with the command line here (life.mjs makes them in the browser). Each step is
// asserted on the page and on the API.
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { act, confirm, newPage, openCase, password, protect, reads, run, said, shot, shots, signIn, site, tour } from './stage.mjs'

const kFirstPage = 450 * 1024 // compressed: what a visitor loads first
const holder = (...args) => run('yinxin', ...args, '--server', site, '--key', 'browser.key')

function apply() {
  run('yinxin', 'holder', 'key', '--out', 'browser.key')
  run('yinxin', 'holder', 'request', '--key', 'browser.key', '--out', 'browser-request.pem', '--subject', 'C=CN', '--subject', 'CN=申请人')
  holder('application', 'submit', '--request', 'browser-request.pem', '--phone', '13800001234', '--number-out', 'browser.number', '--profile', 'individual', '--subject', 'CN=张三', '--identity', 'resident_id=990101199001010019', '--days', '730')
  writeFileSync(join(tour, 'browser-paper.pdf'), '%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n')
  const number = readFileSync(join(tour, 'browser.number'), 'utf8').trim()
  holder('application', 'material', '--number', number, '--kind', 'identity_document', '--title', '居民身份证', '--file', 'browser-paper.pdf')
  return number
}
/** So that the pictures show a day's work. */
function applyForOthers() {
  const others = [
    ['organisation', ['O=测试省水利工程质量监督站', 'CN=测试省水利工程质量监督站'], ['organization_code=12100000MB0000002T']],
    ['staff', ['O=测试省水利工程质量监督站', 'CN=李四'], ['organization_code=12100000MB0000002T']],
    ['device', ['O=测试省水利工程质量监督站', 'CN=gw.example.test'], ['organization_code=12100000MB0000002T', '--dns', 'gw.example.test']],
    ['individual', ['CN=王五'], ['resident_id=990101199001010027']],
  ]
  for (const [i, [profile, subject, identity]] of others.entries()) {
    run('yinxin', 'holder', 'key', '--out', `browser-${i}.key`)
    run('yinxin', 'holder', 'request', '--key', `browser-${i}.key`, '--out', `browser-${i}.pem`, '--subject', 'C=CN', '--subject', 'CN=申请人')
    run('yinxin', 'application', 'submit', '--server', site, '--key', `browser-${i}.key`, '--request', `browser-${i}.pem`, '--phone', '13800001234', '--number-out', `browser-${i}.number`, '--profile', profile, ...subject.flatMap((one) => ['--subject', one]), '--identity', ...identity, '--days', '365')
    if (i < 2) run('yinxin', 'application', 'do', '--server', site, '--officer', 'entry-1', '--key', 'entry-1.key', '--number', readFileSync(join(tour, `browser-${i}.number`), 'utf8').trim(), '--event', 'receive')
  }
}
const stateOf = (number) => JSON.parse(holder('application', 'show', '--number', number, '--json')).state.id

export async function officersJourney() {
  protect('issue-1')
  const number = apply()
  said(`application ${number}`)

  if (shots) applyForOthers()
  const entry = await signIn('entry-1', 'entry-1.key')
  await shot(entry, 'home')
  await entry.getByRole('row').filter({ hasText: number }).getByRole('link', { name: '收件' }).click()
  await entry.locator('.strip').waitFor()
  await act(entry, '收件')
  assert.equal(stateOf(number), 'received')

  await entry.locator('.bar').getByRole('button', { name: '签名并身份查验' }).click()
  await entry.getByText('有 3 处需要补充').waitFor() // nothing was entered
  await entry.locator('#act-check_identity-method').click()
  await entry.getByRole('option', { name: '窗口当面核验' }).click()
  await entry.getByText('相符', { exact: true }).click()
  await entry.locator('.file .el-select').click()
  await entry.getByRole('option', { name: /身份证明/ }).click()
  await entry.getByLabel('比对源回执').fill('窗口核验，人证一致')
  await entry.evaluate(() => window.scrollTo(0, 0))
  await shot(entry, 'case')
  await entry.getByRole('link', { name: '首页' }).click() // elsewhere and back: what was typed is kept
  await entry.locator('.counters').waitFor()
  await openCase(entry, number)
  await reads(entry.getByLabel('比对源回执'), '窗口核验，人证一致')
  await act(entry, '身份查验')

  const review = await signIn('review-1', 'review-1.key')
  await review.getByRole('row').filter({ hasText: number }).getByRole('link', { name: '材料审查' }).click()
  await review.locator('#act-review_material-complete').getByText('是', { exact: true }).click()
  await review.getByRole('tab', { name: /^材料/ }).click()
  await review.getByRole('button', { name: '查看', exact: true }).click()
  await review.locator('#look-reason').fill('审查申请材料')
  await review.getByRole('button', { name: '记录原因并显示' }).click()
  await review.getByRole('dialog').getByText('居民身份证').waitFor()
  await review.getByRole('dialog').getByRole('button', { name: '关闭' }).last().click()
  await review.getByRole('tab', { name: '办理', exact: true }).click()
  await act(review, '材料审查')

  await openCase(entry, number)
  await entry.getByRole('button', { name: '受理', exact: true }).click()
  await entry.getByText('尚缺：告知确认。').waitFor() // the applicant is to be told first
  holder('application', 'notify', '--number', number)
  await entry.getByRole('link', { name: '首页' }).click()
  await entry.locator('.counters').waitFor()
  await openCase(entry, number)
  await act(entry, '受理')
  assert.equal(stateOf(number), 'accepted')
  holder('application', 'agree', '--number', number)

  const issue = await signIn('issue-1', 'issue-1-locked.key', password)
  await issue.getByRole('row').filter({ hasText: number }).getByRole('link', { name: '签发' }).click()
  await issue.locator('.strip').waitFor()
  await act(issue, '签发')
  assert.equal(stateOf(number), 'issued')
  holder('application', 'do', '--number', number, '--event', 'accept_certificate')
  const serial = JSON.parse(holder('application', 'show', '--number', number, '--json')).serial
  said(`certificate ${serial}`)

  const visitor = await newPage()
  await visitor.goto(site, { waitUntil: 'networkidle' })
  const octets = await visitor.evaluate(() => performance.getEntriesByType('resource').reduce((sum, one) => sum + one.transferSize, 0))
  said(`first page: ${Math.ceil(octets / 1024)} KB`)
  assert.ok(octets < kFirstPage, 'the first page is too heavy')
  await visitor.locator('#home-serial').fill(serial)
  await visitor.getByRole('button', { name: '查询' }).click()
  await visitor.locator('.verdict.ok').getByText('有效', { exact: true }).waitFor()
  await shot(visitor, 'status')
  for (const [path, word] of [['verify', '签名与文件相符'], ['licence', '主管部门签名的原文'], ['rules', '电子政务电子认证业务规则'], ['downloads', '根证书'], ['ledger', '树头签名有效（在本机核对）']]) {
    await visitor.goto(`${site}/public/${path}`)
    await visitor.getByText(word).first().waitFor()
    await shot(visitor, `public-${path}`, { fullPage: true })
  }
  await visitor.goto(`${site}/public/rules/cps/1.0`)
  await visitor.getByText('全文摘要与公示一致').waitFor()
  await visitor.goto(`${site}/public/status/${'11'.repeat(16)}`)
  await visitor.getByText('没有查到这个序列号').waitFor()

  // The lock puts the key away and keeps the page.
  await issue.getByRole('searchbox').fill(serial)
  await issue.getByRole('searchbox').press('Enter')
  await issue.getByRole('button', { name: '撤销', exact: true }).click()
  await issue.getByLabel('撤销事由').fill('持有人来电，私钥可能泄露')
  await issue.getByRole('button', { name: '锁定' }).click()
  await issue.locator('#unlock').fill(password)
  await issue.getByRole('button', { name: '继续' }).click()
  await reads(issue.getByLabel('撤销事由'), '持有人来电，私钥可能泄露')
  await issue.locator('#certificate-revoke-reason').click()
  await issue.getByRole('option', { name: '密钥失密' }).click()
  await issue.getByRole('button', { name: '签名并撤销' }).click()
  await issue.locator('.sign-act').click()
  await issue.getByText('与编号末 4 位不符').waitFor() // nothing was typed again
  await shot(issue, 'revoke')
  await confirm(issue, '撤销', { last4: serial.slice(-4), secret: password })
  await shot(issue, 'certificate')
  await visitor.goto(`${site}/public/status/${serial}`)
  await visitor.locator('.verdict.over').getByText('已撤销', { exact: true }).waitFor()
  assert.equal(stateOf(number), 'revoked')

  const phone = await newPage(390, 844)
  await phone.goto(`${site}/public/status/${serial}`)
  await phone.locator('.verdict').waitFor()
  assert.equal(await phone.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), true, 'the phone page scrolls sideways')
  await shot(phone, 'status-phone', { fullPage: true })
}
