// From a finding to a penalty by pages alone (article 38; 行政处罚法): the act and its limitation, evidence by two officers, the range of
// the fine shown, the legal review, the party told and heard, decided, delivered, listed, published with a paper anybody can verify.
import assert from 'node:assert/strict'
import { actOnCase, asOfficer, attach, choose, follow, holdsInApi, makeDocument, note, radio, today, typed } from './regulator_stage.mjs'
import { inspect, newPage, run, said, shot, site } from './stage.mjs'

const kFacts = '抽查的二十份记录中三份没有保存申请材料'
const kFlags = { warns: '是', confiscates_gain: '否', confiscates_products: '否', suspends: '否', serious_case: '否', hearing_right: '否', revokes: '否' }

async function investigate(number) {
  await actOnCase('enforce-1', number, '登记违法行为', 'add_act', async (page, field) => {
    await choose(page, `${field}penalty_item`, '38-7 记录保存')
    await page.locator(`${field}place`).fill('530000')
    await page.locator(`${field}place`).press('Enter')
    await typed({ ended_on: today(-10), facts: kFacts })(page, field)
  })
  await actOnCase('enforce-1', number, '认定时效', 'judge_act', async (page, field) => {
    await radio(page, `${field}limitation`, '二年内发现')
    await typed({ limitation_basis: '行为发生在十日前' })(page, field)
  })
  await actOnCase('head-1', number, '立案', 'open_case')
  for (const [id, credential] of [['enforce-1', '演示0001'], ['enforce-2', '演示0002']])
    await actOnCase(id, number, '出示执法证', 'show_credentials', typed({ credential_number: credential }))
  await actOnCase('enforce-1', number, '调取证据、询问', 'collect', async (page, field) => {
    await choose(page, `${field}evidence_kind`, '书证')
    await attach(page, `${field}evidence_sm3`, '记录抽样.txt')
  })
  await actOnCase('enforce-1', number, '调查终结', 'conclude_investigation', async (page, field) => {
    await radio(page, `${field}scale`, '第三十八条')
    await typed({ gain_fen: '0' })(page, field)
    await attach(page, `${field}gain_sheet_sm3`, '违法所得计算表.txt')
    await attach(page, `${field}report_sm3`, '调查终结报告.txt')
  })
}

/** The range of the fine comes from the office and stands above the form. */
async function draft(number) {
  await actOnCase('enforce-1', number, '拟定处罚意见', 'draft_penalty', async (on, field) => {
    await on.getByText('罚款幅度 100,000.00 元至 300,000.00 元').first().waitFor()
    for (const [flag, word] of Object.entries(kFlags)) await radio(on, `${field}${flag}`, word)
    await typed({ fine_fen: '100000' })(on, field)
    await inspect(on, '拟定处罚意见')
    await shot(on, 'penalty-draft', { fullPage: true })
  })
}

async function hear(number, key) {
  await actOnCase('legal-1', number, '法制审核', 'review_lawfulness', typed({ legal_opinion: '事实清楚，证据确凿，适用依据正确，程序合法' }))
  const page = await actOnCase('enforce-1', number, '送达事先告知书', 'tell_beforehand', async (on, field) => {
    await typed({ notice_delivered_on: today() })(on, field)
    await attach(on, `${field}notice_sm3`, '送达回证.txt')
  })
  await page.getByRole('tab', { name: /^文书/ }).click()
  await makeDocument(page, '行政处罚事先告知书', 'penalty-notice.pdf', (on) => on.locator('#document-basis').fill('上述行为违反《电子政务电子认证服务管理办法》第二十四条的规定，依据第三十八条第七项处罚。'))
  // The party answers with its own program, as it has no account here.
  for (const [event, ...set] of [['state_defence', '--set', 'defence=已补齐三份材料'], ['waive']]) {
    run('yinxin', 'case', 'act', '--server', site, '--key', 'party.key', '--number', number, '--event', event, ...set)
    note(number, event, `key/${key}`)
  }
  await actOnCase('enforce-1', number, '复核陈述申辩', 'reconsider', typed({ reconsidered: '补齐属实，不影响对违法事实的认定' }))
}

async function decide(number, decision) {
  const head = await actOnCase('head-1', number, '作出处罚决定', 'decide', typed({ decision_number: decision, reason: '记录保存不符合规定' }))
  await head.getByRole('tab', { name: /^文书/ }).click()
  const words = { credit_code: '91530000MA0000000L', domicile: '演示省演示市', evidence: '检查笔录、记录抽样。', basis: '依据《电子政务电子认证服务管理办法》第三十八条第七项。' }
  await makeDocument(head, '行政处罚决定书', 'penalty-decision.pdf', async (on) => {
    for (const [field, text] of Object.entries(words)) await on.locator(`#document-${field}`).fill(text)
  })
  await shot(head, 'penalty-documents', { fullPage: true })
  await actOnCase('enforce-1', number, '送达处罚决定书', 'deliver', async (page, field) => {
    await typed({ decision_delivered_on: today() })(page, field)
    await choose(page, `${field}delivery_method`, '直接')
  })
  const page = await actOnCase('publish-1', number, '公开处罚决定', 'publish', typed({ publication_opinion: '处罚决定具有一定社会影响' }))
  await page.getByRole('tab', { name: '基本信息' }).click()
  await inspect(page, '处罚案件')
  await shot(page, 'penalty-case', { fullPage: true })
}

/** The public, the list of focused supervision, and the API say the same. */
async function stands(number, decision, party) {
  const visitor = await newPage()
  await visitor.goto(`${site}/public/decisions`)
  const row = visitor.getByRole('row').filter({ hasText: decision })
  for (const words of ['行政处罚', party, '警告', '《电子政务电子认证服务管理办法》第38条第7项']) await row.getByText(words).first().waitFor()
  await inspect(visitor, '决定公开')
  await shot(visitor, 'decisions-penalty', { fullPage: true })
  await row.getByRole('link', { name: '核验文书' }).click()
  await visitor.getByText('文书有效').waitFor()
  const head = await asOfficer('head-1')
  await follow(head, '/regulator/focus')
  await head.getByRole('row').filter({ hasText: number }).getByText('受到行政处罚').waitFor()
  await inspect(head, '重点监督检查名单')
  await shot(head, 'focus', { fullPage: true })
  const told = holdsInApi(number, 'enforce-1', 'delivered')
  assert.deepEqual(told.children.map((one) => one.procedure).sort(), ['focused_supervision', 'remedy'])
}

/** `key`: SM3 of the party's, by which it acts. */
export async function penalise(number, party, key) {
  const decision = `演密罚决〔${today().slice(0, 4)}〕1号`
  await investigate(number)
  await draft(number)
  await hear(number, key)
  await decide(number, decision)
  await stands(number, decision, party)
  said(`${number}: investigated, drafted within the range, told, heard, decided, delivered, listed, published`)
}
