// An inspection on site by pages alone (articles 30 and 31): the pack of the case, a photograph whose SM3 both sides compute, the
// record with a draft that outlives the page, signatures of two officers and the party with their own keys, the paper printed.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { actOnCase, asOfficer, choose, confirmDialog, makeDocument, picture, radio } from './regulator_stage.mjs'
import { inspect, inTour, keep, reads, run, said, shot, signIn } from './stage.mjs'

const kParty = '测试华印电子认证有限公司'
const kReason = '突击检查的必要：举报线索'

async function begin() {
  const page = await asOfficer('enforce-1')
  await page.getByRole('link', { name: '案件', exact: true }).click()
  await page.getByRole('button', { name: '开立案件' }).click()
  await choose(page, '#opening-procedure', '监督检查')
  await page.locator('#party').fill('91530000MA0000000L')
  await page.locator('#opening-party').fill(kParty)
  await radio(page, '#opening-kind', '个案')
  await page.locator('#opening-methods').getByText('实地核查').click()
  await page.locator('#opening-scope').fill('密钥管理和机房')
  await page.locator('#opening-basis').fill('《电子政务电子认证服务管理办法》第三十条')
  await page.locator('.foot-bar button').last().click()
  await confirmDialog(page)
  await page.waitForURL((url) => /\/cases\/.+-\d{4}-\d+$/.test(url.pathname))
  const number = decodeURIComponent(new URL(page.url()).pathname.split('/').at(-1))
  await actOnCase('head-1', number, '批准检查', 'approve')
  await actOnCase('enforce-1', number, '不事先通知', 'skip_notice', async (on, field) => on.locator(`${field}reason`).fill(kReason))
  for (const [id, credential] of [['enforce-1', '演示0001'], ['enforce-2', '演示0002']])
    await actOnCase(id, number, '出示执法证', 'show_credentials', async (on, field) => on.locator(`${field}credential_number`).fill(credential))
  await actOnCase('enforce-1', number, '开始检查', 'begin', async (on, field) => on.locator(`${field}begun_on`).fill(new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)))
  said(`${number}: begun by two officers`)
  return number
}

/** Both digests stand on the page; then the act takes the photograph in, and it is fetched and compared again. */
async function photograph(page) {
  const taken = await picture(page, '机房.png')
  await page.setInputFiles('#photo-take', taken)
  const here = (await page.locator('#photo-here-0').textContent()).replaceAll(' ', '').toLowerCase()
  await page.getByRole('button', { name: '上传并核对' }).click()
  await page.getByText('请填写拍摄内容、地点和时间').waitFor()
  await page.locator('#photo-subject-0').fill('机房门禁')
  await page.locator('#photo-place-0').fill('一号机房')
  await page.getByRole('button', { name: '上传并核对' }).click()
  await page.getByText('两者一致').waitFor()
  assert.equal((await page.locator('#photo-there-0').textContent()).replaceAll(' ', '').toLowerCase(), here)
  await confirmDialog(page)
  await page.locator('.notice').getByText('已办理现场拍照取证').waitFor()
  await page.getByRole('button', { name: '再次核对' }).click()
  await page.getByText('已取回，与 SM3 一致').waitFor()
}

async function writeRecord(page) {
  const typed = { place: '一号机房', time_from: '2026-11-23 09:00', time_to: '2026-11-23 11:00', present: '测试李四（运维负责人）', recorder: '执法人员甲', seen: '一、机房门禁记录完整。\n二、密钥柜双人双锁。' }
  for (const [field, words] of Object.entries(typed)) await page.locator(`#record-${field}`).fill(words)
  await page.getByRole('button', { name: /^检查人员已出示执法证件/ }).click()
  await reads(page.locator('#record-officers'), 'enforce-1（演示0001）、enforce-2（演示0002）')
  await page.locator('#record-seen').blur()
  await page.getByText('草稿已保存').waitFor()
}

/** Opened by another session of the same officer: nothing typed was lost, and nobody else reads it. */
async function draftSurvives(page, where) {
  const stored = await page.evaluate(() => Object.entries(window.localStorage).filter(([key]) => key.startsWith('yinxin.inspection-draft.')))
  assert.equal(stored.length, 1)
  assert.ok(!stored[0][1].includes('门禁'))
  await page.reload() // ends the session
  await page.setInputFiles('#key-file', inTour('enforce-1.key'))
  await page.fill('#account', 'enforce-1')
  await page.getByRole('button', { name: '签名登录' }).click()
  await page.waitForURL((url) => url.pathname === where)
  await page.getByRole('button', { name: '继续填写草稿' }).click()
  await reads(page.locator('#record-place'), '一号机房')
}

async function openKey(page, form, file) {
  await page.setInputFiles(`#${form}-file`, inTour(file))
  await page.locator(`#${form}-file`).locator('xpath=ancestor::form').getByRole('button', { name: '打开密钥' }).click()
}

async function signRecord(page) {
  await page.locator('#signatory-name').fill('测试李四')
  await page.locator('#signatory-post').fill('运维负责人')
  await page.getByRole('button', { name: '签字人以密钥签名' }).click()
  await openKey(page, 'signatory-key', 'party.key')
  await page.getByText('已登记密钥').waitFor()
  await inspect(page, '检查笔录')
  await page.getByRole('button', { name: '制作笔录', exact: true }).click()
  await confirmDialog(page)
  await page.locator('.notice').getByText('已办理制作检查笔录').waitFor()
  await page.getByRole('button', { name: '以我的密钥签名' }).click()
  await confirmDialog(page)
  await page.getByText('尚缺检查人员签名 1 个').waitFor()

  await page.getByRole('button', { name: '另一检查人员签名' }).click()
  await page.locator('#other-account').fill('enforce-1')
  await openKey(page, 'other-officer', 'enforce-1.key')
  await page.getByText('这是当前登录的账户').waitFor()
  await page.locator('#other-account').fill('enforce-2')
  await openKey(page, 'other-officer', 'enforce-2.key')
  await confirmDialog(page)
  await page.getByText(/检查人员 enforce-2 已于/).waitFor()

  await page.getByRole('button', { name: '当事人签名' }).click()
  await openKey(page, 'party-key', 'enforce-2.key')
  await page.getByText('这把密钥不是笔录登记的密钥').waitFor()
  await page.locator('#party-statement').fill('无异议')
  await openKey(page, 'party-key', 'party.key')
  await confirmDialog(page)
  await page.getByText(/当事人已于 .+ 以密钥签名/).waitFor()
  await page.getByText('笔录不能再改').waitFor()
  await settle(page, '确认检查笔录')
}
/** The panel that settles stands alone among the signatures. */
async function settle(page, verb) {
  await page.getByRole('button', { name: `签名并${verb}`, exact: true }).click()
  await confirmDialog(page)
  await page.locator('.notice').getByText(`已办理${verb}`).waitFor()
}

export async function inspectionJourney() {
  const number = await begin()
  const where = `/regulator/inspections/${encodeURIComponent(number)}`
  const page = await signIn('enforce-1', 'enforce-1.key', '', 'nav a', 'regulator')
  await page.getByRole('link', { name: '检查', exact: true }).click()
  await page.getByRole('link', { name: number }).click()
  await photograph(page)
  await writeRecord(page)
  await draftSurvives(page, where)
  await signRecord(page)
  await page.getByRole('button', { name: '填入文书' }).click()
  await page.getByText('已填入，请在“文书”制作').waitFor()
  await makeDocument(page, '现场检查笔录', 'inspection-record.pdf')
  await shot(page, 'inspection-signed', { fullPage: true })

  await page.getByRole('button', { name: '现场检查使用' }).click()
  await keep(page, 'inspection-pack.tar', () => page.getByRole('button', { name: '下载案卷包' }).click())
  assert.match(run('yinxin-audit', 'case', 'inspection-pack.tar'), /结论：通过/)
  assert.ok(readFileSync(inTour('inspection-pack.tar')).length > 10_000)
  said(`${number}: photographed, recorded, signed by three, printed, packed`)
}
