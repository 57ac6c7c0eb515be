// One application through its life, and at each state every officer's case page: it offers what the rules give that role in
// that state, no more and no less; to the three administrators the page is closed. The steps between are made by the command
// line; the accounts of two more officers are made by the administrators' pages (administrators.mjs).
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { checkBySamples } from './integrators.mjs'
import { inTour, residentNumber, run, said, shot, signIn, site } from './stage.mjs'

const kOfficers = [
  ['entry-1', 'registration_officer'],
  ['review-1', 'review_officer'],
  ['issue-1', 'issuing_officer'],
  ['comply-1', 'compliance_officer'],
  ['head-1', 'responsible_person'],
  ['archive-1', 'archive_officer'],
]
const holder = (...args) => run('yinxin', ...args, '--server', site, '--key', 'walk.key')
const as = (officer, ...args) => run('yinxin', ...args, '--server', site, '--officer', officer, '--key', `${officer}.key`)

function apply(stem, body) {
  run('yinxin', 'holder', 'key', '--out', `${stem}.key`)
  run('yinxin', 'holder', 'request', '--key', `${stem}.key`, '--out', `${stem}-request.pem`, '--subject', 'C=CN', '--subject', 'CN=申请人')
  run('yinxin', 'application', 'submit', '--server', site, '--key', `${stem}.key`, '--request', `${stem}-request.pem`, '--phone', '13800001234', '--number-out', `${stem}.number`, '--profile', 'individual', '--subject', 'CN=测试钱七', '--identity', `resident_id=${body}`, '--days', '365')
  const number = readFileSync(inTour(`${stem}.number`), 'utf8').trim()
  writeFileSync(inTour(`${stem}-paper.pdf`), '%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R/Walk 1>>\n%%EOF\n')
  run('yinxin', 'application', 'material', '--server', site, '--key', `${stem}.key`, '--number', number, '--kind', 'identity_document', '--title', '居民身份证', '--file', `${stem}-paper.pdf`)
  return number
}

/** Names of the acts that the case page offers. */
async function actsOnPage(page, number, stateName) {
  await page.getByRole('link', { name: '首页' }).click()
  await page.locator('.counters').waitFor()
  await page.getByRole('searchbox').fill(number)
  await page.getByRole('searchbox').press('Enter')
  await page.locator('.strip').waitFor()
  await page.locator('.title .state').getByText(stateName, { exact: true }).waitFor()
  const open = await page.locator('.act-title > span:first-child').allTextContents()
  const others = await page.locator('.others .other').allTextContents()
  return [...open, ...others].map((text) => text.replace(/（.*$/, '').trim()).sort()
}

async function everybodyLooks(pages, rules, number, state) {
  const stateName = rules.states.find((one) => one.id === state).zh
  for (const [id, role] of kOfficers) {
    const expected = rules.transitions.filter((one) => one.origin === 'person' && one.from.includes(state) && one.roles.includes(role)).map((one) => one.zh)
    assert.deepEqual(await actsOnPage(pages.get(id), number, stateName), [...new Set(expected)].sort(), `${role} in ${state}`)
  }
}

export async function walkJourney() {
  const rules = await (await fetch(`${site}/procedures/certificate`)).json()
  const pages = new Map()
  for (const [id] of kOfficers) pages.set(id, await signIn(id, `${id}.key`))
  const walked = new Set()
  const look = async (number, state) => {
    await everybodyLooks(pages, rules, number, state)
    walked.add(state)
  }
  const number = apply('walk', residentNumber('99010119900101007'))
  const step = (officer, event, ...more) => as(officer, 'application', 'do', '--number', number, '--event', event, ...more)
  await look(number, 'submitted')
  step('entry-1', 'receive')
  await look(number, 'received')
  step('entry-1', 'request_supplement', '--set', 'missing=请补正证件')
  await look(number, 'supplementing')
  holder('application', 'do', '--number', number, '--event', 'supplement')
  as('entry-1', 'application', 'check-identity', '--number', number, '--method', 'counter', '--evidence', 'walk-paper.pdf')
  step('review-1', 'review_material', '--set', 'complete=true')
  holder('application', 'notify', '--number', number)
  as('entry-1', 'application', 'accept', '--number', number)
  await look(number, 'accepted')
  holder('application', 'agree', '--number', number)
  await look(number, 'to_issue')
  as('issue-1', 'issue', '--number', number, '--out', 'walk.pem')
  await look(number, 'issued')
  holder('application', 'do', '--number', number, '--event', 'accept_certificate')
  await look(number, 'active')
  checkBySamples('walk', { query: 'valid', ocsp: 'good' })

  // Asked for while many others are in use: it stands in the issuing officer's queue, with its time.
  holder('application', 'do', '--number', number, '--event', 'request_revocation', '--set', 'reason=cessation_of_operation', '--set', 'cause=不再使用')
  const issue = pages.get('issue-1')
  await issue.getByRole('link', { name: '首页' }).click()
  await issue.getByRole('row').filter({ hasText: number }).getByRole('link', { name: '撤销' }).waitFor({ timeout: 45_000 })
  await shot(issue, 'home-revocation')
  step('issue-1', 'revoke', '--set', 'reason=cessation_of_operation', '--set', 'cause=不再使用')
  await look(number, 'revoked')
  run('yinxin', 'crl', '--server', site, '--issuer', 'issuing.pem', '--delta', '--contains', JSON.parse(as('entry-1', 'application', 'show', '--number', number, '--json')).serial)
  checkBySamples('walk', { query: 'revoked', ocsp: 'revoked' })
  as('archive-1', 'application', 'do', '--number', number, '--event', 'archive')
  await look(number, 'archived')

  const refused = apply('walk-refused', residentNumber('99010119900101008'))
  as('entry-1', 'application', 'do', '--number', refused, '--event', 'refuse', '--set', 'reason_code=out_of_scope', '--set', 'reason=测试')
  await look(refused, 'refused')
  const withdrawn = apply('walk-withdrawn', residentNumber('99010119900101009'))
  run('yinxin', 'application', 'do', '--server', site, '--key', 'walk-withdrawn.key', '--number', withdrawn, '--event', 'withdraw')
  await look(withdrawn, 'withdrawn')
  said(`every role's page in ${walked.size} of ${rules.states.length} states: ${[...walked].join(' ')}`)

  for (const id of ['sys-1', 'sec-1', 'aud-1']) {
    const page = await signIn(id, `${id}.key`)
    assert.equal(await page.getByRole('link', { name: '证书申请' }).count(), 0)
    assert.equal(await page.getByRole('searchbox').count(), 0)
    await page.context().close()
  }
  for (const page of pages.values()) await page.context().close()
}
