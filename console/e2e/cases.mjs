// Files of a case in the console: one that is not what it says is refused and nothing is lost, one is sent, listed, and read for
// a reason that goes on record.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { inspect, inTour, keep, reads, reported, run, said, signIn, site } from './stage.mjs'

const asComply = (...words) => run('yinxin', 'case', ...words, '--server', site, '--officer', 'comply-1', '--key', 'comply-1.key')

export async function casesJourney() {
  const paper = Buffer.from('材料,是否齐全\n尽职调查报告,是\n')
  const page = await signIn('comply-1', 'comply-1.key')
  await page.getByRole('link', { name: '案件', exact: true }).click()
  await page.getByRole('button', { name: '开立案件' }).click()
  await page.locator('#opening-procedure').click()
  await page.getByRole('option', { name: '受委托机构', exact: true }).click()
  await page.locator('#opening-body').fill('测试政务服务中心')
  await page.locator('#opening-credit_code').fill('91530000MA00000005')
  await page.locator('#opening-domicile').fill('530000')
  await page.locator('#opening-domicile').press('Enter')
  await page.setInputFiles('#opening-diligence_sm3', { name: '尽调.exe', mimeType: 'application/octet-stream', buffer: Buffer.from('MZ') })
  await page.getByText('不是可以提交的文件类型').waitFor()
  await page.setInputFiles('#opening-diligence_sm3', { name: '尽调.pdf', mimeType: 'application/pdf', buffer: Buffer.from('MZ') })
  await page.getByText('文件内容与扩展名不符').waitFor()
  reported(400)
  await reads(page.locator('#opening-body'), '测试政务服务中心')
  await page.setInputFiles('#opening-diligence_sm3', { name: '尽调.csv', mimeType: 'text/csv', buffer: paper })
  await page.locator('.there').getByText('尽调.csv').waitFor()
  await inspect(page, '开立案件')
  await page.locator('.foot-bar button').last().click()
  await page.getByRole('dialog').getByText('签名内容').waitFor()
  await page.getByRole('dialog').locator('.sign-act').click()
  await page.waitForURL((url) => /\/cases\/.+-\d{4}-\d+$/.test(url.pathname))
  const number = decodeURIComponent(new URL(page.url()).pathname.split('/').at(-1))
  said(`case ${number} with its file`)

  await page.getByRole('tab', { name: /^材料 1/ }).click()
  const row = page.getByRole('row').filter({ hasText: '尽调.csv' })
  await row.getByRole('button', { name: '查看' }).click() // L2: the look goes on record
  await reads(page.locator('#file-look-reason'), '办理本案')
  assert.equal(await keep(page, 'read-diligence.csv', () => page.getByRole('dialog').getByRole('button', { name: '查看' }).click()), '尽调.csv')
  assert.deepEqual(readFileSync(inTour('read-diligence.csv')), paper)
  assert.match(asComply('files', '--number', number), /尽调\.csv/)
  assert.match(asComply('export', '--number', number, '--reason', '归档', '--out', 'diligence.tar'), /结论：通过/)
}
