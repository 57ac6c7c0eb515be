// A licence from paper at the counter to the public register, by pages alone (articles 7 to 12): taken in with scans and a receipt,
// examined, corrected once, accepted, reviewed, decided, issued, published.
import assert from 'node:assert/strict'
import { actInPanel, actOnCase, asOfficer, choose, confirmDialog, follow, holdsInApi, makeDocument, picture, radio, today, typed } from './regulator_stage.mjs'
import { inspect, newPage, phoneShot, said, shot, site } from './stage.mjs'

const kMaterials = ['form', 'legal_person', 'funds', 'premises', 'systems', 'staff', 'long_term', 'management']
const kHolder = '测试华印电子认证有限公司'
const kCode = '91530000MA0000000L'
const kLicence = '演示0002'
const kFault = '缺少标准符合性自评估报告'

async function scanned(page, materials) {
  for (const [i, one] of materials.entries()) {
    await page.setInputFiles(`#scan-${one}`, await picture(page, `扫描${i + 1}.png`))
    await page.locator(`#pages-${one}`).fill(String(i + 2))
  }
  await page.getByRole('button', { name: /合成材料包并上传/ }).click()
  await page.getByText(`材料包已上传：${materials.length} 项材料`).waitFor()
}

/** 纸质申请: entered and scanned by the intake officer. */
async function takeIn() {
  const page = await asOfficer('intake-1')
  await page.getByRole('link', { name: '受理', exact: true }).click()
  await page.getByRole('link', { name: '纸质申请收件' }).click()
  await page.getByRole('heading', { name: '纸质申请收件' }).waitFor()
  await page.locator('.foot-bar button').last().click() // nothing is there yet: the page says what is missing
  await page.getByText('请先合成材料包并上传').waitFor()
  await page.setInputFiles('#scan-form', { name: '扫描.exe', mimeType: 'application/octet-stream', buffer: Buffer.from('MZ') })
  await page.getByText('不是 PDF、OFD 或者图片').waitFor()
  await scanned(page, kMaterials)
  await page.locator('#paper-party').fill(kCode)
  await page.locator('#paper-organisation').fill(kHolder)
  await page.locator('#paper-credit_code').fill(kCode)
  await radio(page, '#paper-legal_nature', '企业法人')
  await page.locator('#paper-domicile').fill('530000')
  await page.locator('#paper-domicile').press('Enter')
  await page.locator('#paper-shareholders').click()
  await page.locator('[id="paper-shareholders-0.name"]').fill('测试控股有限公司')
  await page.locator('[id="paper-shareholders-0.share"]').fill('10000')
  await page.locator('[id="paper-shareholders-0.foreign_share"]').fill('0')
  await radio(page, '#paper-foreign_investment', '否')
  for (const [i, [kind, count]] of [['专业技术', 18], ['运营管理', 6], ['安全管理', 4], ['客户服务', 4]].entries()) {
    await page.locator('#paper-staff').click()
    await choose(page, `[id="paper-staff-${i}.kind"]`, kind)
    await page.locator(`[id="paper-staff-${i}.headcount"]`).fill(String(count))
  }
  await inspect(page, '纸质申请收件')
  await shot(page, 'intake-paper', { fullPage: true })
  await page.locator('.foot-bar button').last().click()
  await confirmDialog(page)
  await page.waitForURL((url) => /\/intake\/.+-\d{4}-\d+$/.test(url.pathname))
  const number = decodeURIComponent(new URL(page.url()).pathname.split('/').at(-1))
  await makeDocument(page, '收件回执', 'paper-receipt.pdf')
  said(`${number}: taken in on paper, with a receipt`)
  return number
}

async function examine(page, faulty) {
  for (const one of kMaterials) await radio(page, `#verdict-${one}`, one === faulty ? '需补正' : '符合')
  if (faulty) {
    await page.getByRole('button', { name: '签名并形式审查', exact: true }).click()
    await page.getByText('尚未核对或者缺少内容').waitFor()
    await choose(page, `#phrase-${faulty}`, kFault)
  }
  await actInPanel(page, '形式审查')
}

/** The paper beside the checklist; a mark for each; the reviewer tells once, from what was marked. */
async function correctOnce(number) {
  const page = await asOfficer('intake-1', `/regulator/intake/${encodeURIComponent(number)}`)
  await page.getByRole('button', { name: /^查看 / }).click()
  await page.getByText('密件须填写查看原因').waitFor()
  await page.locator('#paper-reason').fill('形式审查')
  await page.getByRole('button', { name: /^查看 / }).click()
  await page.getByText('内容与 SM3 一致').waitFor()
  await page.locator('.pane img').waitFor()
  await page.locator('li').filter({ hasText: '专业人员' }).getByRole('button', { name: /看材料/ }).click()
  await page.getByText('6/9').waitFor()
  await examine(page, 'systems')
  await inspect(page, '受理')

  const reviewer = await asOfficer('review-1')
  await reviewer.getByRole('link', { name: '受理', exact: true }).click()
  await reviewer.getByRole('link', { name: number }).click()
  await reviewer.getByText('核对表由intake-1提交').waitFor()
  await reviewer.locator('.sheet').getByText(kFault).waitFor()
  await reviewer.locator('.choice').getByRole('button', { name: '一次告知补正', exact: true }).click()
  await reviewer.getByText('以下列出 1 项').waitFor()
  assert.equal(await reviewer.locator('[id="act-request_supplement-faults-0.fault"]').inputValue(), kFault)
  await inspect(reviewer, '一次告知补正')
  await shot(reviewer, 'intake-notice', { fullPage: true })
  await phoneShot(reviewer, 'intake-notice-phone')
  await actInPanel(reviewer, '一次告知补正')
  await makeDocument(reviewer, '行政许可申请材料补正告知书', 'supplement-notice.pdf')
  said(`${number}: told once what is to be supplemented`)

  await follow(page, '/regulator/intake')
  await page.getByRole('link', { name: number }).click()
  await page.locator('#scan-systems').waitFor({ state: 'attached' })
  await scanned(page, ['systems'])
  await actInPanel(page, '补正')
  await page.locator('#verdict-form').waitFor()
  await examine(page, '')
}

async function accept(number) {
  const page = await asOfficer('review-1')
  await follow(page, '/regulator/intake')
  await page.getByRole('link', { name: number }).click()
  await page.getByText('不能再次告知').waitFor()
  assert.equal(await page.locator('.choice').getByRole('button', { name: '一次告知补正', exact: true }).count(), 0)
  await page.getByText('8 项符合，0 项需补正').waitFor()
  await actInPanel(page, '受理')
  await makeDocument(page, '受理通知书', 'acceptance-notice.pdf')
  const intake = await asOfficer('intake-1')
  await follow(intake, '/regulator')
  await follow(intake, `/regulator/intake/${encodeURIComponent(number)}`)
  await actInPanel(intake, '移送国家密码管理局', async (on) => on.getByRole('button', { name: /申请材料齐全，符合规定形式，已依法受理/ }).click())
  said(`${number}: corrected once, accepted, forwarded`)
}

async function decide(number) {
  await actOnCase('national-1', number, '签收', 'sign_for')
  await actOnCase('case-1', number, '提出拟办意见', 'propose', async (page, field) => {
    await radio(page, `${field}proposal`, '拟准予')
    await page.locator(`${field}opinion`).fill('符合第六条规定的条件')
  })
  await actOnCase('check-1', number, '审核', 'review_opinion', typed({ review_opinion: '同意' }))
  await actOnCase('legal-1', number, '法制审核', 'legal_review', typed({ legal_opinion: '合法' }))
  await actOnCase('decide-1', number, '准予许可', 'grant')
  const [from, end] = [today(), new Date(Date.now() + 8 * 3_600_000)]
  end.setUTCFullYear(end.getUTCFullYear() + 5)
  end.setUTCDate(end.getUTCDate() - 1)
  const licence = { licence_number: kLicence, valid_from: from, valid_to: end.toISOString().slice(0, 10), copies: '2' }
  await actOnCase('case-1', number, '制证并送达', 'deliver_licence', typed(licence))
  await actOnCase('publish-1', number, '更新名录', 'enter_register')
  await actOnCase('publish-1', number, '公开决定', 'publish')
  const told = holdsInApi(number, 'case-1', 'published')
  assert.equal(told.children.filter((one) => one.procedure === 'licence_status').length, 1)
  said(`${number}: reviewed, decided, issued, published`)
}

export async function licenceJourney() {
  const visitor = await newPage()
  await visitor.goto(`${site}/public/register`)
  await visitor.getByRole('heading', { level: 1 }).waitFor()
  assert.equal(await visitor.getByText(kLicence).count(), 0)
  const number = await takeIn()
  await correctOnce(number)
  await accept(number)
  await decide(number)
  await visitor.reload()
  await visitor.getByText(kLicence).waitFor()
  await visitor.getByText(kHolder).waitFor()
  await shot(visitor, 'register-licence')
  said(`${kLicence} stands in the public register`)
}
