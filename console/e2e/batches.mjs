// A file of applications in the console: handed in, each row its outcome, the refused one exported and tried again.
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { asOfficer, inspect, inTour, keep, run, said, shot, signIn } from './stage.mjs'

export async function batchJourney() {
  run('yinxin', 'demonstration', 'batch', '--rows', '3', '--out', 'console-batch')
  const csv = readFileSync(inTour('console-batch/batch.csv'), 'utf8')
  const last = csv.trimEnd().split('\n').at(-1)
  writeFileSync(inTour('console-batch.csv'), `${csv.trimEnd()}\n${last}\n`) // one row twice

  const page = await signIn('entry-1', 'entry-1.key')
  await page.getByRole('link', { name: '批量导入' }).click()
  await inspect(page, '批量导入')
  await page.setInputFiles('#batch-file', { name: 'odd.csv', mimeType: 'text/csv', buffer: Buffer.from('姓名\n张三\n') })
  await page.getByText('不能识别').waitFor()
  await page.setInputFiles('#batch-file', inTour('console-batch.csv'))
  await page.getByText('4 行').waitFor()
  await page.locator('#batch-submit').click()
  await page.getByText('成功 3 行，失败 1 行，等待 0 行').waitFor({ timeout: 30_000 })
  await page.locator('#batch-export-failed').waitFor()
  await page.getByRole('row').filter({ hasText: '未录入' }).waitFor()
  await inspect(page, '批次')
  await shot(page, 'batch', { fullPage: true })
  const number = new URL(page.url()).pathname.split('/').at(-1)
  said(`batch ${number}`)

  await keep(page, 'console-batch-result.csv', () => page.getByRole('button', { name: '导出 CSV' }).click())
  await keep(page, 'console-batch-result.xlsx', () => page.getByRole('button', { name: '导出 XLSX' }).click())
  assert.equal(readFileSync(inTour('console-batch-result.xlsx')).subarray(0, 2).toString('latin1'), 'PK')
  const result = readFileSync(inTour('console-batch-result.csv'), 'utf8')
  const entered = result.match(/SQ-\d{4}-[0-9A-Z]{8}/g)
  assert.equal(entered.length, 3)
  for (const one of entered) assert.equal(asOfficer(one).state.id, 'submitted')
  assert.match(result, /registration\.key_used/)
  await keep(page, 'console-batch-failed.csv', () => page.locator('#batch-export-failed').click())
  assert.match(readFileSync(inTour('console-batch-failed.csv'), 'utf8'), /^\ufeff未录入原因,/)

  await page.locator('#batch-retry').click()
  await page.waitForURL((url) => url.pathname.includes('/batches/') && !url.pathname.endsWith(number))
  await page.getByText('成功 0 行，失败 1 行，等待 0 行').waitFor({ timeout: 30_000 })
}
