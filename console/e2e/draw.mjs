// A random draw by pages alone (article 30; 密码法 31): the pool stated, two officers commit to a share each and open it, the drawn one
// told; then the record is repeated offline.
import assert from 'node:assert/strict'
import { asOfficer, confirmDialog, radio } from './regulator_stage.mjs'
import { inspect, inTour, keep, run, said, shot } from './stage.mjs'

const kDrawers = ['enforce-1', 'enforce-2']

async function commit(id, where) {
  const page = await asOfficer(id, where)
  await page.getByText('抽取池、抽取人和数量与声明一致').waitFor()
  await page.getByRole('button', { name: '签名并承诺' }).click()
  await page.getByText('请先选择份额文件').waitFor()
  await keep(page, `${id}.share`, () => page.getByRole('button', { name: '生成份额文件' }).click())
  await page.setInputFiles('#draw-share', inTour(`${id}.share`))
  await page.getByRole('button', { name: '签名并承诺' }).click()
  await confirmDialog(page)
  await page.getByText(`已承诺 ${kDrawers.indexOf(id) + 1} 份`).waitFor()
}
async function open(id, where) {
  const page = await asOfficer(id, where)
  await page.setInputFiles('#draw-share', inTour(`${id}.share`))
  await page.getByRole('button', { name: '签名并公开份额' }).click()
  await confirmDialog(page)
  await page.getByText(`已公开 ${kDrawers.indexOf(id) + 1} 份`).waitFor()
  return page
}

/** One of the pool, without whom it excludes; gives the number of the draw. */
export async function drawObject(matter, pool) {
  const page = await asOfficer('enforce-1')
  await page.getByRole('link', { name: '随机抽取', exact: true }).click()
  await page.getByText('没有抽取记录').waitFor()
  await page.getByRole('button', { name: '公布抽取池' }).click()
  await page.getByRole('button', { name: '签名并公布抽取池' }).click()
  await page.getByText('请填写两名不同抽取人的账户编号').waitFor()
  await radio(page, '#draw-purpose', '检查对象')
  for (const [field, words] of [['matter', matter], ['places', '1'], ['pool', pool.join('\n')], ['officers', kDrawers[0]], ['officer-two', kDrawers[1]]])
    await page.locator(`#draw-${field}`).fill(words)
  await page.getByText(`共 ${pool.length} 名`).waitFor()
  await inspect(page, '公布抽取池')
  await shot(page, 'draw-state', { fullPage: true })
  await page.getByRole('button', { name: '签名并公布抽取池' }).click()
  await confirmDialog(page)
  await page.waitForURL((url) => /\/draws\/(?!new)[^/]+$/.test(url.pathname))
  const where = new URL(page.url()).pathname
  for (const id of kDrawers) await commit(id, where)
  await inspect(page, '随机抽取')
  let last
  for (const id of kDrawers) last = await open(id, where)
  await last.getByText('结果（按抽取次序）').waitFor()
  await shot(last, 'draw-done', { fullPage: true })
  const number = decodeURIComponent(where.split('/').at(-1))
  const told = run('yinxin', 'draw', 'show', '--server', new URL(page.url()).origin, '--officer', 'enforce-1', '--key', 'enforce-1.key', '--draw', number)
  const drawn = pool.filter((one) => !one.includes(' ')).find((one) => new RegExp(`第 1 位[^\\n]*${one}`).test(told))
  assert.ok(drawn, told)
  await last.getByText(drawn).first().waitFor()
  await last.getByText(number, { exact: true }).waitFor() // what the plan asks for
  said(`draw ${number}: ${drawn}`)
  return number
}

/** Repeated by anybody, once a signed head of the ledger covers it: some seconds after the last share. */
export async function repeatDraw(number) {
  const page = await asOfficer('enforce-2', `/regulator/draws/${encodeURIComponent(number)}`)
  await keep(page, 'draw.json', () => page.getByRole('button', { name: '下载抽取记录' }).click())
  run('yinxin-audit', 'draw', 'draw.json', '--root', 'operations-root.pem')
}
