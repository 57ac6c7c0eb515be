// The whole life of a certificate by pages alone: a person applies, three officers enter, review and issue, the person is
// told, signs the agreement, downloads, signs a text, has it verified, reports the key; an officer revokes; everybody sees it.
// Asserted on the pages, on the API, with the system's openssl, and on the ledger (console.sh).
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { act, asOfficer, confirm, inspect, inTour, keep, newPage, openCase, password, phoneShot, protect, reads, residentNumber, run, said, shot, signIn, site } from './stage.mjs'

const kPin = '印信-life-2026'
const kName = '测试赵六𬭩'
const kText = '测试：同意报送二〇二六年度计划。'
const kDistId = 'distid:1234567812345678'

const kNumber = residentNumber('99010119900101003')

async function openKey(page, formId, pin = kPin) {
  await page.setInputFiles(`#${formId}-file`, inTour('life.key'))
  await page.fill(`#${formId}-pin`, pin)
  await page.locator(`#${formId}-pin`).press('Enter')
}

/** From the first page to the number of the application. */
async function applyByPages() {
  const page = await newPage()
  await page.goto(`${site}/public`)
  await page.locator('.door.first').click()
  await page.getByRole('radio', { name: /^个人证书/ }).click()
  await inspect(page, '申请：选择类别')
  await shot(page, 'apply-class', { fullPage: true })
  await page.getByRole('button', { name: '下一步' }).click()

  await page.fill('#apply-pin', '12345678')
  await page.getByRole('button', { name: '制作密钥', exact: true }).click()
  await page.getByText('口令过于简单').waitFor()
  await page.fill('#apply-pin', kPin)
  await page.fill('#apply-pin-again', kPin)
  await page.getByRole('button', { name: '制作密钥', exact: true }).click()
  await page.getByText('密钥已制作').waitFor({ timeout: 60_000 })
  assert.equal(await page.getByRole('button', { name: '下一步' }).isDisabled(), true, 'nobody goes on without the key file')
  const named = await keep(page, 'life.key', () => page.getByRole('button', { name: '保存密钥文件' }).click())
  assert.match(named, /^证书密钥-[0-9a-f]{8}\.key$/)
  assert.match(readFileSync(inTour('life.key'), 'utf8'), /^-----BEGIN ENCRYPTED PRIVATE KEY-----/)
  await page.getByText('密钥文件已经保存，口令已经记住').click()
  await inspect(page, '申请：制作密钥')
  await shot(page, 'apply-key', { fullPage: true })
  await page.getByRole('button', { name: '下一步' }).click()

  await page.getByRole('button', { name: '下一步' }).click()
  await page.getByText('有 3 处需要补充').waitFor()
  await page.fill('#apply-subject-CN', kName)
  await page.fill('#apply-identity-0', kNumber.slice(0, 17) + (kNumber.endsWith('1') ? '2' : '1'))
  await page.locator('#apply-identity-0').blur()
  await page.getByText('校验位不符，请核对第 18 位').first().waitFor()
  await page.fill('#apply-identity-0', kNumber)
  await page.fill('#apply-phone', '13800001234')
  await page.locator('#apply-phone').blur()
  await page.getByText('含扩展区汉字：𬭩').waitFor()
  await inspect(page, '申请：填写信息')
  await shot(page, 'apply-data', { fullPage: true })
  await phoneShot(page, 'apply-data-phone')
  await page.getByText(/已自动保存/).waitFor()
  const stored = await page.evaluate(() => JSON.stringify({ ...localStorage }))
  for (const secret of [kNumber, '赵六', '13800001234', 'PRIVATE KEY']) assert.ok(!stored.includes(secret), `the browser keeps ${secret} in clear`)

  await page.reload() // a browser that crashed: the key file brings back what was typed
  await page.getByText('上次没有提交的申请').waitFor()
  await openKey(page, 'apply-resume', '另一个口令-1')
  await page.getByText('口令不正确').waitFor()
  await openKey(page, 'apply-resume')
  await page.locator('#apply-subject-CN').waitFor({ timeout: 60_000 })
  await reads(page.locator('#apply-identity-0'), kNumber)
  await page.getByRole('button', { name: '下一步' }).click()

  writeFileSync(inTour('life-paper.pdf'), '%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R/Life 1>>\n%%EOF\n')
  await page.setInputFiles('#material-identity_document', { name: 'life.exe', mimeType: 'application/octet-stream', buffer: Buffer.from('MZ') })
  await page.getByText('不是可以接收的格式').waitFor()
  await page.setInputFiles('#material-identity_document', inTour('life-paper.pdf'))
  await inspect(page, '申请：选择材料')
  await page.getByRole('button', { name: '下一步' }).click()

  await page.getByText('还有 1 处需要补充').waitFor()
  await page.getByText('以上信息和材料真实、完整、准确').click()
  await page.getByText(/同意 .* 为查验身份和签发证书/).click()
  await page.getByText('内容齐全，可以提交').waitFor()
  await inspect(page, '申请：核对提交')
  await shot(page, 'apply-check', { fullPage: true })
  await page.locator('#apply-submit').click()
  const number = (await page.locator('#application-number').textContent()).trim()
  await page.getByText('材料已全部收到').waitFor()
  await inspect(page, '申请：结果')
  await shot(page, 'apply-done', { fullPage: true })
  assert.equal(await page.evaluate(() => localStorage.getItem('yinxin.application-draft')), null, 'the draft is gone')
  const shown = asOfficer(number)
  assert.equal(shown.state.id, 'submitted')
  assert.equal(shown.materials.length, 1)
  assert.match(shown.identities[0].number, /^990\*+\d{4}$|^990\*+\d{3}X$/)
  await page.context().close()
  return number
}

async function receiveAndCheck(entry, number) {
  await openCase(entry, number)
  await act(entry, '收件')
  await entry.locator('#act-check_identity-method').click()
  await entry.getByRole('option', { name: '窗口当面核验' }).click()
  await entry.getByText('相符', { exact: true }).click()
  await entry.locator('.file .el-select').click()
  await entry.getByRole('option', { name: /身份证明/ }).click()
  await act(entry, '身份查验')
}

async function confirmMatters(page) {
  await page.getByRole('heading', { name: '告知确认' }).waitFor()
  const matters = page.locator('.matter')
  await matters.nth(3).waitFor()
  assert.equal(await matters.count(), 4)
  assert.equal(await page.locator('.act-button').isDisabled(), true, 'four matters are unread')
  for (let i = 0; i < 4; i++) {
    await matters.nth(i).locator('.text').evaluate((box) => box.scrollTo(0, box.scrollHeight))
    await matters.nth(i).locator('.el-checkbox:not(.is-disabled)').click()
  }
  await inspect(page, '进度：告知')
  await shot(page, 'progress-matters', { fullPage: true })
  await page.locator('.act-button').click()
  await confirm(page, '告知确认')
}

async function signAgreement(page) {
  await page.getByRole('heading', { name: '签订协议' }).waitFor({ timeout: 30_000 }) // the page sees the officer's step by itself
  await page.locator('.agreement').evaluate((box) => box.scrollTo(0, box.scrollHeight))
  await page.locator('.el-checkbox:not(.is-disabled)').getByText('已阅读协议全文').click()
  assert.equal(await page.locator('.act-button').isDisabled(), true, 'the clauses on liability are confirmed by themselves')
  await page.getByText(/责任条款/).click()
  await inspect(page, '进度：协议')
  await page.evaluate(() => window.scrollTo(0, 0))
  await shot(page, 'progress-agreement', { fullPage: true })
  await phoneShot(page, 'progress-agreement-phone')
  await page.locator('.act-button').click()
  await confirm(page, '签订协议')
}

/** The three officers, each with a key and a page of their own. */
async function officersWork(number, applicant) {
  const entry = await signIn('entry-1', 'entry-1.key')
  await receiveAndCheck(entry, number)
  const review = await signIn('review-1', 'review-1.key')
  await review.getByRole('row').filter({ hasText: number }).getByRole('link', { name: '材料审查' }).click()
  await review.locator('#act-review_material-complete').getByText('是', { exact: true }).click()
  await act(review, '材料审查')
  await applicant.reload()
  await openKey(applicant, 'progress')
  await confirmMatters(applicant)
  await openCase(entry, number)
  await act(entry, '受理')
  await signAgreement(applicant)
  const issue = await signIn('issue-1', 'issue-1-locked.key', password)
  await issue.getByRole('row').filter({ hasText: number }).getByRole('link', { name: '签发' }).click()
  await issue.locator('.strip').waitFor()
  await act(issue, '签发')
  const shown = asOfficer(number)
  assert.equal(shown.state.id, 'issued')
  const by = (event) => shown.steps.find((step) => step.event === event).actor
  assert.deepEqual(['receive', 'check_identity', 'review_material', 'issue'].map(by), ['officer/entry-1', 'officer/entry-1', 'officer/review-1', 'officer/issue-1'])
  for (const event of ['submit', 'notify', 'sign_agreement']) assert.equal(by(event), `applicant/${number}`)
  return { entry, issue, serial: shown.serial }
}

async function takeCertificate(page) {
  await page.getByRole('heading', { name: '接受证书' }).waitFor({ timeout: 30_000 })
  await page.getByText('三种途径结果一致').waitFor()
  await inspect(page, '进度：证书')
  await shot(page, 'progress-certificate', { fullPage: true })
  await page.locator('.act-button').click()
  await confirm(page, '接受证书')
  await keep(page, 'life.pem', () => page.locator('.save-certificate').click())
  run('openssl', 'verify', '-partial_chain', '-trusted', 'issuing.pem', '-vfyopt', kDistId, 'life.pem')
}

/** 密钥更新: what is known is filled in, the old key signs for the new one; then the applicant takes it back. */
async function rekeyAndWithdraw(serial) {
  const page = await newPage()
  await page.goto(`${site}/public/mine`)
  await openKey(page, 'mine')
  await page.locator('.replace-rekey').click()
  await page.locator('#apply-replaces').waitFor()
  await reads(page.locator('#apply-replaces'), serial)
  await page.getByRole('button', { name: '下一步' }).click()
  await page.fill('#apply-pin', kPin)
  await page.fill('#apply-pin-again', kPin)
  await page.getByRole('button', { name: '制作密钥', exact: true }).click()
  await keep(page, 'life-2.key', () => page.getByRole('button', { name: '保存密钥文件' }).click({ timeout: 60_000 }))
  await page.getByText('密钥文件已经保存，口令已经记住').click()
  await page.getByRole('button', { name: '下一步' }).click()
  await reads(page.locator('#apply-subject-CN'), kName)
  await reads(page.locator('#apply-identity-0'), kNumber)
  await page.fill('#apply-phone', '13800001234')
  await page.getByRole('button', { name: '下一步' }).click()
  await page.setInputFiles('#material-identity_document', inTour('life-paper.pdf'))
  await page.getByRole('button', { name: '下一步' }).click()
  await page.getByText('原证书的密钥已打开').waitFor()
  await page.getByText('以上信息和材料真实、完整、准确').click()
  await page.getByText(/同意 .* 为查验身份和签发证书/).click()
  await page.locator('#apply-submit').click()
  const number = (await page.locator('#application-number').textContent()).trim()
  const shown = asOfficer(number)
  assert.deepEqual([shown.purpose, shown.replaces, shown.state.id], ['rekey', serial, 'submitted'])
  await page.getByText('材料已全部收到').waitFor()
  await page.getByRole('link', { name: '查看进度' }).click()
  await page.getByRole('button', { name: '撤回申请' }).click()
  await page.locator('.act-button').click()
  await confirm(page, '撤回申请', { last4: number.slice(-4), secret: kPin })
  assert.equal(asOfficer(number).state.id, 'withdrawn')
  await page.context().close()
}

async function signAndVerify() {
  const page = await newPage()
  await page.goto(`${site}/public/verify`)
  await page.getByRole('tab', { name: '制作签名' }).click()
  await openKey(page, 'sign')
  await page.locator('#sign-text').fill(kText)
  await page.locator('#sign-run').click()
  await page.locator('#signature-text').waitFor()
  await inspect(page, '制作签名')
  await shot(page, 'sign', { fullPage: true })
  await keep(page, 'life.sig', () => page.getByRole('button', { name: '下载签名文件' }).click())
  await keep(page, 'life.txt', () => page.getByRole('button', { name: '下载签名的文本' }).click())
  assert.equal(readFileSync(inTour('life.txt'), 'utf8'), kText)
  writeFileSync(inTour('life.pub'), run('openssl', 'x509', '-in', 'life.pem', '-pubkey', '-noout'))
  assert.match(run('openssl', 'dgst', '-sm3', '-verify', 'life.pub', '-sigopt', kDistId, '-signature', 'life.sig', 'life.txt'), /OK/)
  await page.context().close()

  const other = await newPage()
  await other.goto(`${site}/public/verify`)
  await other.setInputFiles('#verify-files', [inTour('life.txt'), inTour('life.sig'), inTour('life.pem')])
  await other.locator('#verify-run').click()
  await other.locator('.report.ok').getByText('签名有效').waitFor()
  assert.deepEqual(await other.locator('[data-finding]').evaluateAll((all) => all.map((one) => one.dataset.mark)), ['ok', 'ok', 'ok', 'ok', 'info'])
  await inspect(other, '验证签名')
  await shot(other, 'verify', { fullPage: true })
  await other.setInputFiles('#verify-document', { name: 'life.txt', mimeType: 'text/plain', buffer: Buffer.from(kText.replace('同意', '不同意')) })
  await other.locator('#verify-run').click()
  await other.locator('.report.over').getByText('签名无效').waitFor()
  await other.locator('[data-finding=signature][data-mark=over]').waitFor()
  return other
}

/** On a telephone: the certificate in words, and the request to revoke it. */
async function reportLoss(number) {
  const phone = await newPage(390, 844)
  await phone.goto(`${site}/public/loss`)
  await phone.getByText('随机抽取 3 题').waitFor() // as the published rules have it
  await phone.getByText('申请时登记的手机号码').waitFor()
  await inspect(phone, '挂失')
  await phone.goto(`${site}/public/mine`)
  await inspect(phone, '我的证书：打开')
  await openKey(phone, 'mine')
  await phone.locator('.plain').getByText(kName).waitFor()
  await phone.getByText('三种途径结果一致').waitFor()
  await inspect(phone, '我的证书')
  await shot(phone, 'mine-phone', { fullPage: true })
  await phone.locator('.acts').getByRole('button', { name: '申请撤销' }).click()
  await phone.locator('#act-request_revocation-reason').click()
  await phone.getByRole('option', { name: '密钥失密' }).click()
  await phone.getByLabel('撤销事由').fill('手机遗失，密钥文件可能被他人取得')
  await phone.locator('.act-button').click()
  await confirm(phone, '申请撤销')
  assert.ok(asOfficer(number).clocks.some((clock) => clock.id === 'revocation'), 'the clock of the revocation runs')
  return phone
}

async function revoke(issue, number, serial) {
  await issue.getByRole('link', { name: '首页' }).click()
  await issue.getByRole('row').filter({ hasText: number }).getByRole('link', { name: '撤销' }).click()
  await issue.locator('.strip').waitFor()
  await issue.locator('#act-revoke-reason').click()
  await issue.getByRole('option', { name: '密钥失密' }).click()
  await issue.getByLabel('撤销事由').fill('持有人申请：密钥文件可能被他人取得')
  await act(issue, '撤销', { last4: number.slice(-4), secret: password })
  const shown = asOfficer(number)
  assert.equal(shown.state.id, 'revoked')
  assert.equal(shown.serial, serial)
}

async function everybodySees(serial, verifying, phone) {
  run('yinxin', 'crl', '--server', site, '--issuer', 'issuing.pem', '--delta', '--contains', serial)
  const visitor = await newPage()
  await visitor.goto(`${site}/public/status/${serial}`)
  await visitor.locator('.verdict.over').getByText('已撤销', { exact: true }).waitFor()
  for (const source of ['web', 'ocsp', 'crl']) await visitor.locator(`[data-source=${source}][data-said=revoked]`).waitFor()
  await visitor.getByText('三种途径结果一致').waitFor()
  await inspect(visitor, '查询：已撤销')

  await verifying.setInputFiles('#verify-document', inTour('life.txt'))
  await verifying.locator('#verify-run').click()
  await verifying.locator('.report.warn').getByText('不能确定').waitFor() // it fits, and when it was made is not proved
  await phone.reload()
  await openKey(phone, 'mine')
  await phone.locator('.verdict.over').waitFor()
  assert.equal(await phone.locator('.replace-renewal').count(), 0, 'nothing replaces a revoked certificate')
  await phone.locator('.replace-new').waitFor() // one applies anew
  await phone.goto(`${site}/public/verify`)
  await phone.getByRole('tab', { name: '制作签名' }).click()
  await openKey(phone, 'sign')
  await phone.getByText('不得再用它签名').waitFor()
}

export async function lifeJourney() {
  protect('issue-1')
  const number = await applyByPages()
  said(`application ${number}, by pages alone`)
  const applicant = await newPage()
  await applicant.goto(`${site}/public/progress`)
  await openKey(applicant, 'progress')
  await applicant.locator('.strip').waitFor()
  await applicant.getByText('现在没有需要办理的事项').waitFor()
  await inspect(applicant, '进度')
  const { issue, serial } = await officersWork(number, applicant)
  said(`certificate ${serial}`)
  await takeCertificate(applicant)
  assert.equal(asOfficer(number).state.id, 'active')
  await rekeyAndWithdraw(serial)
  const verifying = await signAndVerify()
  const phone = await reportLoss(number)
  await revoke(issue, number, serial)
  await everybodySees(serial, verifying, phone)
  writeFileSync(inTour('life.serial'), serial)
  writeFileSync(inTour('life.number'), number)
}
