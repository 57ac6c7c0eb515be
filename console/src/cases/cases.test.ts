import { describe, expect, it } from 'vitest'
import { creditCheck } from '../crypto/check_digits'
import { visible } from '../format'
import { checkInputs, inputsToSend } from '../office/inputs'
import { procedureOf } from '../office/test_procedure'
import { codeOf, sameHead } from '../public/document'
import { dayOf, markOf, matching, type RegisterEntry } from '../public/register'
import { askedFor, caseActs, nextCaseAct } from './acts'
import { casesQuery } from './case_api'
import { clockFor, clockView } from './clocks'
import { inputOf, wishBody } from './document_form'
import { partyView, partyWord } from './party'
import { entriesOf, factsOf, fineRange, gatesHere, itemName, knownOf, newItem, opinionsOf, papersOf, subjectOf, visited, wayOf } from './rules'
import { caseIn, type Made } from './test_case'

const licence = procedureOf('licence_application')
const kMarkup = '<img src=x onerror=alert(1)>'
const submit: Made = { event: 'submit', actor: 'key/1', inputs: { organisation: '某机构', domicile: '530000', shareholders: [{ name: kMarkup, share: 10000 }] }, hidden: ['package_sm3'] }
const none = { values: {}, hidden: new Set<string>() }

describe('the way of a case', () => {
  it('is the one of the law, from receipt to publication', () => {
    expect(wayOf(licence).states).toEqual(['received', 'accepted', 'reviewing', 'to_decide', 'granted', 'licence_issued', 'published'])
    expect(wayOf(licence).events).toEqual(['accept', 'sign_for', 'propose', 'grant', 'deliver_licence', 'publish'])
  })
  it('is told from where it has been', () => {
    expect(visited(licence, [{ event: 'submit' }, { event: 'examine_form' }, { event: 'accept' }, { event: 'forward' }])).toEqual(['received', 'accepted'])
  })
  it('shows of the gates those that matter here', () => {
    expect(gatesHere(licence, caseIn(licence, 'received', 'case_officer')).map((one) => one.id)).not.toContain('reviewed')
    expect(gatesHere(licence, caseIn(licence, 'received', 'case_officer')).map((one) => one.id)).toContain('form')
  })
})

describe('what was entered', () => {
  const the_case = caseIn(licence, 'reviewing', 'case_officer', [
    submit,
    { event: 'examine_form', actor: 'officer/in', inputs: { complete: true, checklist_sm3: 'ab'.repeat(32) } },
    { event: 'assign_reviewer', actor: 'officer/co', item: 'reviewer-1', inputs: { expert: 'expert-1' } },
    { event: 'assign_reviewer', actor: 'officer/co', item: 'reviewer-2', inputs: { expert: 'expert-2' } },
  ])
  const entries = entriesOf(licence, the_case)
  it('is sorted into facts, materials and opinions', () => {
    expect(factsOf(entries).map((one) => one.input.id)).toEqual(['organisation', 'domicile', 'shareholders', 'complete', 'expert', 'expert'])
    expect(papersOf(entries).map((one) => one.input.id)).toEqual(['checklist_sm3'])
    expect(opinionsOf(entries).every((one) => one.step.actor.startsWith('officer/'))).toBe(true)
    expect(subjectOf(licence, the_case)).toBe('某机构')
  })
  it('is known by item, and what is hidden is not made up', () => {
    expect(knownOf(the_case).values['expert']).toBeUndefined()
    expect(knownOf(the_case, 'reviewer-2').values['expert']).toBe('expert-2')
    expect(knownOf(the_case).hidden.has('package_sm3')).toBe(true)
  })
  it('names an item by its number and what it is, and a new one by none that is there', () => {
    expect(itemName(licence, the_case, 'reviewer-2')).toEqual({ zh: '评审人员 2', en: 'Reviewer 2', said: 'expert-2' })
    expect(newItem(the_case, 'reviewer')).toBe('reviewer-3')
  })
  it('has the range of a fine where the office says both ends', () => {
    const penalty = caseIn(procedureOf('penalty'), 'investigated', 'enforcement_officer')
    const least = { name: 'penalty.range_min_fen', value: 10_000_000 }
    expect(fineRange({ ...penalty, settings: [least] })).toBeUndefined()
    expect(fineRange({ ...penalty, settings: [least, { name: 'penalty.range_max_fen', value: 30_000_000 }] })).toEqual({ least: 10_000_000, most: 30_000_000 })
  })
  it('stays text, with what nobody would see named', () => {
    expect(visible(`甲\u202e乙\u0000${kMarkup}`)).toBe(`甲［U+202E］乙［U+0000］${kMarkup}`)
    expect(visible('一行\n二行\t表')).toBe('一行\n二行\t表')
  })
})

describe('the form of an act', () => {
  const opening = licence.transitions.find((one) => one.event === 'submit')!.inputs
  const staff = (headcount: string): object[] => [{ kind: 'technical', headcount }]
  it('asks for what its conditions say, by what is typed', () => {
    const asked = (headcount: string): string[] => askedFor(opening, { staff: staff(headcount) as never }, none, '2026-04-22').map((one) => one.id)
    expect(asked('12')).toContain('staff_remark')
    expect(asked('30')).not.toContain('staff_remark')
    expect(askedFor(opening, { staff: staff('12') as never }, none, '2026-04-22').find((one) => one.id === 'staff_remark')?.required).toBe(true)
  })
  it('says where a condition rests on what the page does not know', () => {
    const one = { ...opening[0]!, visible_when: 'setting:cps.days > 1', required: true }
    expect(askedFor([one], {}, none, '2026-04-22')[0]).toMatchObject({ required: false, unsure: true })
    expect(askedFor([{ ...one, visible_when: 'value:x = "y"' }], {}, none, '2026-04-22')).toEqual([])
  })
  it('checks repeated sections row by row and sends them in the types of the API', () => {
    const rows = [{ name: '甲', share: '6000', foreign_share: '0' }, { name: '', share: '4000.5' }]
    const section = opening.filter((one) => one.id === 'shareholders')
    expect(checkInputs(section, { shareholders: rows }).map((fault) => [fault.id, fault.kind])).toEqual([['shareholders.1.name', 'missing'], ['shareholders.1.share', 'notNumber'], ['shareholders.1.foreign_share', 'missing']])
    expect(checkInputs(section, { shareholders: [] }).map((fault) => fault.kind)).toEqual(['missing'])
    expect(inputsToSend(section, { shareholders: [rows[0]!] })).toEqual({ shareholders: [{ name: '甲', share: 6000, foreign_share: 0 }] })
  })
  it('knows a region and the least length of a text', () => {
    const domicile = opening.filter((one) => one.id === 'domicile')
    expect(checkInputs(domicile, { domicile: '5300' })[0]?.kind).toBe('notRegion')
    expect(inputsToSend(domicile, { domicile: ' 530000 ' })).toEqual({ domicile: '530000' })
    expect(checkInputs(opening.filter((one) => one.id === 'credit_code'), { credit_code: '9153' })[0]?.kind).toBe('tooFew')
  })
})

describe('a period', () => {
  const now = Date.parse('2026-04-22T02:00:00Z')
  const clock = { id: 'x', zh: '期限', en: 'Period', start: 0, outcome: 'running' as const, paused: false, started_on: '2026-04-01', effective: '2026-04-30' }
  it.each([
    [{ days_left: 25, working_days_left: 17, overdue_at: '2026-05-17T16:00:00Z' }, 'ok', 'working', 17],
    [{ days_left: 8, working_days_left: 6, overdue_at: '2026-04-30T16:00:00Z' }, 'warn', 'working', 6],
    [{ days_left: 8, overdue_at: '2026-04-30T16:00:00Z' }, 'warn', 'days', 8],
    [{ days_left: 0, overdue_at: '2026-04-22T16:00:00Z' }, 'urgent', 'today', 0],
    [{ days_left: -3, overdue_at: '2026-04-19T16:00:00Z' }, 'over', 'over', 3],
    [{ days_left: 8, paused: true, working_days_left: 6 }, 'stop', 'paused', 6],
    [{ outcome: 'met' as const }, 'ok', 'met', 0],
    [{ outcome: 'fired' as const }, 'stop', 'fired', 0],
  ])('%#', (more, mark, word, count) => {
    expect(clockView({ ...clock, ...more }, 'working_days', now)).toMatchObject({ mark, word, count })
  })
  it('of hours is told in hours', () => {
    expect(clockView({ ...clock, days_left: 0, overdue_at: '2026-04-22T04:40:00Z' }, 'hours', now)).toMatchObject({ mark: 'warn', word: 'hours', count: 2 })
  })
  it('that an act meets comes before a sooner one', () => {
    const id = licence.clocks.find((one) => one.met_by.includes('accept'))!.id
    const the_case = caseIn(licence, 'received', 'province_review_officer', [submit], [{ id: 'other', overdue_at: '2026-04-23T16:00:00Z' }, { id, overdue_at: '2026-04-25T16:00:00Z' }])
    expect(clockFor(licence, the_case, 'accept')?.id).toBe(id)
    expect(clockFor(licence, the_case, undefined)?.id).toBe('other')
  })
})

describe('what is next', () => {
  const next = (state: string, role: string, steps: Made[]): string | undefined => {
    const the_case = caseIn(licence, state, role, steps)
    return nextCaseAct(licence, the_case, caseActs(licence, the_case), 'officer/me')?.event
  }
  it('goes along an application for a licence', () => {
    expect(next('received', 'province_intake_officer', [submit])).toBe('examine_form')
    expect(next('received', 'province_review_officer', [submit])).toBeUndefined() // the form first
    expect(next('received', 'province_review_officer', [submit, { event: 'examine_form', actor: 'officer/in' }])).toBe('accept')
    expect(next('reviewing', 'case_officer', [submit])).toBe('propose')
    expect(next('received', 'case_officer', [submit])).toBeUndefined()
  })
})

describe('the list', () => {
  it('asks by its conditions; a state belongs to a procedure', () => {
    const now = Date.parse('2026-04-22T02:00:00Z')
    expect(casesQuery({ procedure: 'tip', state: 'received' }, '', 20, now)).toBe('/cases?limit=20&procedure=tip&state=received')
    expect(casesQuery({ state: 'received', due: '7' }, 'k', 20, now)).toBe('/cases?limit=20&due_before=2026-04-29T02%3A00%3A00Z&after=k')
    expect(casesQuery({ due: 'overdue' }, '', 20, now)).toBe('/cases?limit=20&overdue=true')
  })
})

describe('a party', () => {
  it.each([
    ['unit', '91110000100000000A', undefined], // its check character is another
    ['unit', '9111 0108 5514 0018 7X', undefined],
    ['key', 'AB '.repeat(32), `key/${'ab'.repeat(32)}`],
    ['key', 'abc', undefined],
    ['other', 'matter/2026-7', 'matter/2026-7'],
    ['other', '张三', undefined],
  ] as const)('%s %s', (kind, typed, word) => {
    expect(partyWord(kind, typed)).toBe(word)
  })
  it('by its credit code is taken as people write it', () => {
    const body = '91110000100000000'
    expect(partyWord('unit', ` 9111 0000 1000 0000 0${creditCheck(body)} `)).toBe(`unit/${body}${creditCheck(body)}`)
  })
  it('is shown in words', () => {
    expect(partyView(`key/${'ab'.repeat(32)}`)).toEqual({ kind: 'key', text: 'ABAB ABAB ABAB ABAB …' })
    expect(partyView('unit/91110000100000000A')).toEqual({ kind: 'unit', text: '91110000100000000A' })
    expect(partyView('officer/entry-1')).toEqual({ kind: 'other', text: 'entry-1' })
  })
})

describe('a document', () => {
  it('may leave empty what the case knows', () => {
    const rows = inputOf({ name: 'materials', kind: 'rows', zh: '材料', columns: [{ name: 'pages', kind: 'number', zh: '页数' }] })
    expect([rows.required, rows.type, rows.fields?.[0]?.type]).toEqual([false, 'rows', 'integer'])
    expect(wishBody(2, 'acceptance_notice', 0, {})).toBe('{"position":2,"document":"acceptance_notice"}')
    expect(wishBody(9, 'licence_document', 2, { scope: '电子签名' })).toBe('{"position":9,"document":"licence_document","copy":2,"values":{"scope":"电子签名"}}')
  })
  it.each([['7K3M 9QAX', '7K3M9QAX'], ['https://x.gov.cn/d/7K3M9QAX', '7K3M9QAX'], ['７Ｋ３Ｍ', '7K3M'], ['<b>', undefined], ['', undefined]])('code %s', (typed, code) => {
    expect(codeOf(typed)).toBe(code)
  })
  it('is compared by the head of its digest', () => {
    expect([sameHead('9b27c1d0e5f60718aa', '9B27C1D0E5F60718'), sameHead('00', ''), sameHead('1b27', '9b27')]).toEqual([true, false, false])
  })
})

describe('the register', () => {
  const entry = (organisation: string, status: string, valid_to = '2030-12-31'): RegisterEntry => ({ number: '演〔2026〕1号', organisation, credit_code: '91110000100000000A', domicile: '110000', status: { id: status, zh: status, en: status }, valid_from: '2026-01-01', valid_to, changed_at: '2026-01-01T00:00:00Z' })
  it('is searched by a part of a name, or a whole number', () => {
    const all = [entry('北京某某认证', 'valid'), entry('云南测试认证', 'valid')]
    expect(matching(all, '云南').length).toBe(1)
    expect(matching(all, '9111 0000 1000 0000 0a').length).toBe(2)
    expect(matching(all, '某某公司').length).toBe(0)
  })
  it('marks what is not valid', () => {
    expect(['valid', 'service_suspended', 'revoked'].map((one) => markOf(entry('甲', one), '2026-04-22'))).toEqual(['ok', 'stop', 'over'])
    expect(markOf(entry('甲', 'valid', '2026-04-21'), '2026-04-22')).toBe('over')
  })
  it.each([['2026-04-22', '2026-04-22'], [' 2026-4-2 ', '2026-04-02'], ['2026年4月2日', '2026-04-02'], ['２０２６．４．２', '2026-04-02'], ['2026-04-23', undefined], ['2026-02-30', undefined], ['4-2', undefined], ['昨天', undefined], ['', undefined]])('day %s', (typed, day) => {
    expect(dayOf(typed, '2026-04-22')).toBe(day)
  })
})
