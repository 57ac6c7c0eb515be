// What the provider answers for, in the console: people entered from a spreadsheet, one leaves; a condition is verified and stands in
// the dashboard; the year's calendar prints. Each is asserted on the page and by the command line.
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { inspect, inTour, keep, residentNumber, run, said, shot, signIn, site } from './stage.mjs'

const as = (officer, ...words) => run('yinxin', ...words, '--server', site, '--officer', officer, '--key', `${officer}.key`)

function enrolTrainer() {
  run('yinxin', 'holder', 'key', '--out', 'roster-1.key')
  run('yinxin', 'holder', 'request', '--key', 'roster-1.key', '--out', 'roster-1-request.pem', '--subject', 'C=CN', '--subject', 'CN=人事培训员')
  as('sys-1', 'officer', 'create', '--id', 'roster-1', '--name', '测试吴九', '--role', 'training_officer', '--request', 'roster-1-request.pem')
  as('sec-1', 'officer', 'authorise', '--id', 'roster-1', '--request', 'roster-1-request.pem', '--out', 'roster-1.pem')
}
async function signDialog(page, last4 = '') {
  const dialog = page.getByRole('dialog')
  await dialog.getByText('签名内容').waitFor()
  if (last4) await dialog.locator('#last-four').fill(last4)
  await dialog.locator('.sign-act').click()
}

async function enterPeople() {
  const header = '编号,姓名,身份证号,人员类别,岗位,关键岗位,全职,社会保险由本机构缴纳,背景审查日期,劳动合同到期日,到岗日期'
  const line = (i, kind) => `r-${i},测试${i}号,${residentNumber(`9901011990010120${i}`)},${kind},值班,否,是,是,2025/1/2,,2025-01-01`
  writeFileSync(inTour('roster.csv'), `\ufeff${[header, line(1, '专业技术'), line(2, '安全管理'), 'r-3,"=1+1",123,其他,值班,否,是,是,,,2025-01-01'].join('\r\n')}\r\n`)
  const page = await signIn('roster-1', 'roster-1.key', '', 'nav a')
  await page.locator('nav').getByRole('link', { name: '人员名册', exact: true }).click()
  await page.getByRole('button', { name: '批量登记' }).click()
  await page.setInputFiles('#staff-file', inTour('roster.csv'))
  await page.getByText('身份证号不正确').waitFor()
  await page.locator('#staff-import').click()
  await page.getByText('已登记 2 行，未登记 1 行').waitFor()
  await inspect(page, '批量登记')
  await shot(page, 'staff-import')
  assert.equal(await keep(page, 'roster-failed.csv', () => page.locator('#staff-failed').click()), '人员未登记行.csv')
  const failed = readFileSync(inTour('roster-failed.csv'), 'utf8')
  assert.ok(failed.includes("'=1+1") && !failed.includes('r-1'), failed)
  await page.getByRole('button', { name: '关闭' }).click()
  await page.getByRole('button', { name: '登记离岗 r-2' }).click()
  await page.getByRole('button', { name: '签名并登记离岗' }).click()
  await signDialog(page, 'r-2')
  await page.getByText('已登记 r-2 离岗').waitFor()
  await inspect(page, '人员名册')
  const listed = as('roster-1', 'staff', 'list')
  assert.match(listed, /r-1/)
  assert.doesNotMatch(listed, /r-3/)
  said('two people entered from a file, one of them left, the wrong line was not sent')
  await page.context().close()
}

async function verifyFunds() {
  const page = await signIn('comply-1', 'comply-1.key')
  await page.getByText('资质条件：专业人员').waitFor() // one person is not thirty: it stands on the first page
  await inspect(page, '首页')
  await page.locator('nav').getByRole('link', { name: '资质条件', exact: true }).click()
  await page.getByRole('button', { name: '登记核实情况 资金' }).click()
  await page.getByRole('button', { name: '签名并登记核实情况' }).click()
  await page.getByText('请选择核实结论').waitFor()
  await page.locator('#condition-met').getByText('符合', { exact: true }).click()
  await page.locator('#condition-value').fill('注册资本一亿元 <b>')
  await inspect(page, '登记核实情况')
  await page.getByRole('button', { name: '签名并登记核实情况' }).click()
  await signDialog(page)
  await page.getByText('已登记“资金”的核实情况').waitFor()
  await page.getByText('注册资本一亿元 <b>').waitFor() // as text
  await inspect(page, '资质条件')
  await shot(page, 'conditions')
  assert.match(as('comply-1', 'conditions', 'show'), /注册资本一亿元/)
  await page.locator('nav').getByRole('link', { name: '人员名册', exact: true }).click()
  await page.getByText('姓名部分遮盖').waitFor()
  assert.equal(await page.getByRole('button', { name: '登记人员' }).count(), 0)
  await page.locator('nav').getByRole('link', { name: '年度义务', exact: true }).click()
  await page.getByRole('heading', { name: '12 月' }).waitFor()
  await inspect(page, '年度义务')
  await page.emulateMedia({ media: 'print' })
  assert.equal(await page.getByRole('navigation').count(), 0, 'the menu is printed')
  said('a condition verified; calendar and dashboard as a compliance officer has them')
  await page.context().close()
}

export async function complianceJourney() {
  enrolTrainer()
  await enterPeople()
  await verifyFunds()
}
