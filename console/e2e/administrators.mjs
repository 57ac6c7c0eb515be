// The three administrators in the console (requirements 8.3): one enters an account, another authorises it with the key that
// its officer brought; it is suspended and resumed, its certificate renewed; the third reads all of it and changes nothing.
import assert from 'node:assert/strict'
import { renameSync } from 'node:fs'
import { inspect, inTour, run, said, shot, signIn, site } from './stage.mjs'

/** The account's line as the command line lists it. */
const listed = (id) => run('yinxin', 'officer', 'list', '--server', site, '--officer', 'sec-1', '--key', 'sec-1.key').split('\n').find((line) => line.startsWith(`${id} `)) ?? ''
function request(stem, name) {
  run('yinxin', 'holder', 'key', '--out', `${stem}.key`)
  run('yinxin', 'holder', 'request', '--key', `${stem}.key`, '--out', `${stem}-request.pem`, '--subject', 'C=CN', '--subject', `CN=${name}`)
}
/** Signs what the dialog shows. */
async function signDialog(page, verb, { last4 = '' } = {}) {
  const dialog = page.getByRole('dialog')
  await dialog.getByText('签名内容').waitFor()
  if (last4) await dialog.locator('#last-four').fill(last4)
  await dialog.locator('.sign-act').click()
  if (verb) await page.locator('.notice').getByText(`已办理${verb}`).waitFor()
}
async function openAccount(page, id) {
  await page.locator('nav').getByRole('link', { name: '账户', exact: true }).click()
  await page.locator('table.accounts').waitFor()
  await page.getByRole('link', { name: id, exact: true }).click()
  await page.getByRole('heading', { name: '账户信息' }).waitFor()
}
async function actOn(page, id, verb, reason) {
  await openAccount(page, id)
  await page.getByRole('button', { name: verb, exact: true }).click()
  await page.locator('#account-reason').fill(reason)
  await page.locator('.account-sign').click()
  await signDialog(page, verb)
}

async function enterAccount(system) {
  await system.locator('nav').getByRole('link', { name: '账户', exact: true }).click()
  await system.getByRole('button', { name: '建立账户' }).click()
  await system.getByRole('button', { name: '签名并建立账户' }).click()
  await system.getByText('账户编号由小写字母').last().waitFor()
  await system.fill('#account-id', 'archive-1')
  await system.fill('#account-name', '测试孙八')
  const roles = system.getByRole('group', { name: '岗位' })
  await roles.getByText('档案员', { exact: true }).click()
  await roles.getByText('审计管理员', { exact: true }).click()
  await system.getByRole('button', { name: '签名并建立账户' }).click()
  await system.getByText('三员的岗位不能与其他岗位同时选择').waitFor()
  await roles.getByText('审计管理员', { exact: true }).click()
  await system.setInputFiles('#account-request', { name: 'odd.pem', mimeType: 'text/plain', buffer: Buffer.from('odd') })
  await system.getByText('不是证书请求').waitFor()
  await system.setInputFiles('#account-request', inTour('archive-1-request.pem'))
  await system.getByText('请求中的公钥').waitFor()
  await inspect(system, '建立账户')
  await shot(system, 'account-create', { fullPage: true })
  await system.getByRole('button', { name: '签名并建立账户' }).click()
  await signDialog(system)
  await system.getByRole('heading', { name: '账户信息' }).waitFor()
  await system.getByText('现在没有由您办理的事项').waitFor() // who enters an account does not authorise it
  assert.match(listed('archive-1'), /：待授权/)
}

async function authorise(security) {
  await security.getByRole('link', { name: '首页' }).click()
  await security.getByRole('row').filter({ hasText: 'archive-1' }).getByRole('link', { name: '授权' }).click()
  await security.getByRole('heading', { name: '核对公钥' }).waitFor()
  await security.locator('.account-sign').click()
  await security.getByText('请先核对公钥').waitFor()
  await security.setInputFiles('#account-compare', inTour('other-request.pem'))
  await security.getByText('与请求文件不一致').first().waitFor()
  await security.setInputFiles('#account-compare', inTour('archive-1-request.pem'))
  await security.getByText('与请求文件一致', { exact: true }).waitFor()
  await inspect(security, '授权')
  await shot(security, 'account-authorise', { fullPage: true })
  await security.locator('.account-sign').click()
  await signDialog(security, '授权')
  assert.match(listed('archive-1'), /：有效/)
}

async function renew(security) {
  const officer = await signIn('archive-1', 'archive-1.key')
  await officer.locator('a.who').click()
  await officer.getByRole('button', { name: '申请换证' }).click()
  await officer.setInputFiles('#account-request', inTour('archive-1-new-request.pem'))
  await officer.getByText('新公钥').waitFor()
  await inspect(officer, '本人账户')
  await officer.locator('.account-sign').click()
  await signDialog(officer, '申请换证')
  await officer.getByRole('heading', { name: '等待授权的换证' }).waitFor()
  await shot(officer, 'account-own', { fullPage: true })
  await officer.context().close()
  await openAccount(security, 'archive-1')
  await security.setInputFiles('#account-compare', inTour('archive-1-new-request.pem'))
  await security.getByText('与请求文件一致', { exact: true }).waitFor()
  await security.locator('.account-sign').click()
  await signDialog(security, '授权换证')
  assert.doesNotMatch(listed('archive-1'), /换证待授权/)
  renameSync(inTour('archive-1-new.key'), inTour('archive-1.key'))
}

export async function administratorsJourney() {
  request('archive-1', '测试孙八')
  request('archive-1-new', '测试孙八')
  request('other', '他人')
  const system = await signIn('sys-1', 'sys-1.key')
  await inspect(system, '系统管理员首页')
  await enterAccount(system)
  await system.getByRole('link', { name: '系统状态' }).click()
  await system.getByText('各部分正常').waitFor()
  for (const part of ['database', 'signer', 'rules', 'ledger']) await system.locator(`tr[data-part=${part}]`).getByText('正常').waitFor()
  await inspect(system, '系统状态')
  await shot(system, 'system', { fullPage: true })
  const security = await signIn('sec-1', 'sec-1.key')
  await inspect(security, '安全管理员首页')
  await shot(security, 'home-security')
  await authorise(security)
  await actOn(security, 'archive-1', '停用', '测试停用')
  assert.match(listed('archive-1'), /：已停用/)
  await actOn(security, 'archive-1', '恢复', '测试恢复')
  assert.match(listed('archive-1'), /：有效/)
  await renew(security)
  await security.locator('nav').getByRole('link', { name: '账户', exact: true }).click()
  await security.locator('table.accounts').waitFor()
  await inspect(security, '账户')
  await shot(security, 'accounts', { fullPage: true })
  assert.equal(await security.getByRole('button', { name: '建立账户' }).count(), 0)
  for (const page of [system, security]) await page.context().close()
  said('an account entered, authorised, suspended, resumed, renewed by pages')
}

/** After the other journeys, which left acts of all kinds. */
export async function auditJourney() {
  const audit = await signIn('aud-1', 'aud-1.key')
  await audit.getByText('审计管理员只能查看').waitFor()
  await inspect(audit, '审计管理员首页')
  await shot(audit, 'home-audit', { fullPage: true })
  await audit.getByRole('link', { name: '查看记录' }).click()
  await audit.locator('table.looks').getByText('审查申请材料').first().waitFor()
  await inspect(audit, '查看记录')
  await shot(audit, 'looks', { fullPage: true })
  await audit.getByRole('link', { name: '存证查询' }).click()
  await audit.locator('table.acts').waitFor()
  await inspect(audit, '存证查询')
  await shot(audit, 'acts', { fullPage: true })
  await audit.fill('#acts-object', 'officer/archive-1')
  await audit.getByRole('button', { name: '查询' }).click()
  const rows = audit.locator('table.acts tbody tr')
  await audit.locator('table.acts tbody').getByText('更换工作人员证书', { exact: true }).waitFor()
  for (const words of ['建立工作人员账户', '停用工作人员', '恢复工作人员', '申请更换工作人员证书']) await rows.filter({ hasText: words }).first().waitFor()
  await audit.getByText('测试停用').waitFor()
  await openAccount(audit, 'archive-1')
  await audit.getByText('现在没有由您办理的事项').waitFor()
  assert.equal(await audit.getByRole('link', { name: '证书申请' }).count(), 0)
  await audit.context().close()
}
