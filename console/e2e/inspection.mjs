// An inspection on site by pages alone (articles 30 and 31): drawn, planned, told; the pack of the case, a photograph whose SM3 both sides
// compute, the record with a draft that outlives the page, signatures of two officers and the party with their own keys, the paper
// printed; the result told and published; and the penalty case that it leads to.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { drawObject, repeatDraw } from './draw.mjs'
import { penalise } from './penalty.mjs'
import { actInPanel, actOnCase, asOfficer, attach, choose, confirmDialog, holdsInApi, makeDocument, picture, radio, today, typed } from './regulator_stage.mjs'
import { inspect, inTour, keep, reads, run, said, shot } from './stage.mjs'

const kParty = '测试华印电子认证有限公司'
const kFinding = '三份记录没有保存申请材料'

/** As the office names a key: key/ and the SM3 of its point, the last octets of the public key. */
function keyOfParty() {
  run('openssl', 'pkey', '-in', 'party.key', '-pubout', '-outform', 'DER', '-out', 'party-public.der')
  return createHash('sm3').update(readFileSync(inTour('party-public.der')).subarray(-65)).digest('hex')
}

/** One party drawn for the daily inspection, planned with the number of the draw, approved, told by a notice. */
async function plan() {
  const draw = await drawObject('2026年第四季度日常检查', ['object/0001', 'object/0002', 'object/0003 近期已抽查 本年已检查', 'object/0004'])
  const page = await asOfficer('enforce-1')
  await page.getByRole('link', { name: '案件', exact: true }).click()
  await page.getByRole('button', { name: '开立案件' }).click()
  await choose(page, '#opening-procedure', '监督检查')
  await page.locator('.about').getByText('密钥', { exact: true }).click()
  await page.locator('#party').fill('不是摘要')
  await page.locator('.foot-bar button').last().click()
  await page.getByText('摘要须为 64 位十六进制').waitFor()
  await page.locator('#party').fill(keyOfParty())
  await page.locator('#opening-party').fill(kParty)
  await radio(page, '#opening-kind', '日常')
  await page.locator('#opening-methods').getByText('实地核查').click()
  await typed({ scope: '密钥管理和机房', basis: '《电子政务电子认证服务管理办法》第三十条', draw_reference: draw })(page, '#opening-')
  await inspect(page, '拟定检查')
  await shot(page, 'inspection-plan', { fullPage: true })
  await page.locator('.foot-bar button').last().click()
  await confirmDialog(page)
  await page.waitForURL((url) => /\/cases\/.+-\d{4}-\d+$/.test(url.pathname))
  return { number: decodeURIComponent(new URL(page.url()).pathname.split('/').at(-1)), draw }
}

async function begin() {
  const { number, draw } = await plan()
  await actOnCase('head-1', number, '批准检查', 'approve')
  const page = await actOnCase('enforce-1', number, '送达检查通知书', 'notify', async (on, field) => {
    await typed({ delivered_on: today() })(on, field)
    await choose(on, `${field}delivery_method`, '直接')
  })
  await page.getByRole('tab', { name: /^文书/ }).click()
  await makeDocument(page, '行政检查通知书', 'inspection-notice.pdf', async (on) => {
    await on.locator('#document-begin_on').fill(today())
    for (const [i, [name, credential]] of [['执法人员甲', '演示0001'], ['执法人员乙', '演示0002']].entries()) {
      await on.locator('#document-officers').click()
      await typed({ name, credential })(on, `document-officers-${i}.`)
    }
  })
  await shot(page, 'inspection-notice', { fullPage: true })
  for (const [id, credential] of [['enforce-1', '演示0001'], ['enforce-2', '演示0002']])
    await actOnCase(id, number, '出示执法证', 'show_credentials', typed({ credential_number: credential }))
  await repeatDraw(draw)
  await actOnCase('enforce-1', number, '开始检查', 'begin', typed({ begun_on: today() }))
  said(`${number}: drawn, planned, told, begun by two officers`)
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
  await reads(page.locator('#record-told'), '检查人员已出示执法证件，告知检查依据、内容、权利和义务，当事人表示清楚。')
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

/** Found, told, a case opened for it, the result published by another. Gives the number of the penalty case. */
async function conclude(number, page) {
  const verb = '认定结果，没有严重问题'
  await actInPanel(page, verb, async (on) => {
    const field = '#act-conclude-'
    await on.locator(`${field}findings`).click()
    await typed({ matter: '记录保存', serious: '0', ordinary: '1', situation: kFinding })(on, 'act-conclude-findings-0.')
    await radio(on, `${field}uses_monitoring`, '否')
    await attach(on, `${field}result_sm3`, '检查记录.txt')
    await shot(on, 'inspection-conclude', { fullPage: true })
  })
  await actInPanel(page, '送达检查结果告知书', typed({ 'act-inform-result_delivered_on': today() }))
  await makeDocument(page, '检查结果告知书', 'inspection-result.pdf', async (on) => {
    await typed({ begin_on: today(), methods: '实地核查', next: '对记录保存问题依法立案查处。', publication: '二十个工作日内公开。' })(on, 'document-')
    await on.locator('#document-findings').click()
    await typed({ matter: '记录保存', situation: kFinding, grade: '一般问题' })(on, 'document-findings-0.')
  })
  await actOnCase('head-1', number, '立案', 'open_case', async (on, field) => {
    await radio(on, `${field}party_kind`, '电子政务电子认证服务机构')
    await typed({ lead: '监督检查', reason: kFinding })(on, field)
  })
  await actOnCase('publish-1', number, '公开检查结果', 'publish', typed({ secrecy_review: '不涉及国家秘密、商业秘密和个人隐私' }))
  const told = holdsInApi(number, 'enforce-1', 'settled')
  return told.children.find((one) => one.procedure === 'penalty').number
}

export async function inspectionJourney() {
  const number = await begin()
  const where = `/regulator/inspections/${encodeURIComponent(number)}`
  const page = await asOfficer('enforce-1')
  await page.getByRole('link', { name: '检查', exact: true }).click()
  await page.getByRole('link', { name: number }).click()
  await photograph(page)
  await writeRecord(page)
  await draftSurvives(page, where)
  await signRecord(page)
  await page.getByRole('button', { name: '填入文书' }).click()
  await page.getByText('已填入，请在“文书”制作').waitFor()
  await makeDocument(page, '现场检查笔录', 'inspection-record.pdf')
  await inspect(page, '现场检查')
  await shot(page, 'inspection-signed', { fullPage: true })

  await page.getByRole('button', { name: '现场检查使用' }).click()
  await keep(page, 'inspection-pack.tar', () => page.getByRole('button', { name: '下载案卷包' }).click())
  assert.match(run('yinxin-audit', 'case', 'inspection-pack.tar'), /结论：通过/)
  assert.ok(readFileSync(inTour('inspection-pack.tar')).length > 10_000)
  said(`${number}: photographed, recorded, signed by three, printed, packed`)
  const penalty = await conclude(number, page)
  said(`${number}: concluded, told, published; ${penalty} opened`)
  await penalise(penalty, kParty, keyOfParty())
}
