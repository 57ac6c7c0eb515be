import { readFileSync } from 'node:fs'
import { parse } from 'smol-toml'
import { describe, expect, it } from 'vitest'
import { ApiProblem } from '../api/problem'
import { toHex, utf8 } from '../crypto/bytes'
import { sm3 } from '../crypto/sm3'
import { askedFor } from '../cases/acts'
import type { Entered } from '../office/inputs'
import { kFileEndings, refusalOf } from '../office/file_upload'
import { procedureOf } from '../office/test_procedure'
import { pagesFor } from '../office/roles'
import { session, type Officer } from '../office/session'
import { askable, codeSentence, enteredIn, fetchLetterFile, filedHere, filingMark, filingQuery, kFiled, kMaxFilesBytes, letterBody, madeBy, mayFile, namedFiles, openingBody, sizeOf, typeOf, unknownOf, type Deed, type Filing, type FilingLetter, type Held } from './filings'
import { dropHeld, heldFor, holderOf } from './held'

const filing = (more: Partial<Filing> = {}): Filing => ({ id: '01', peer: 'regulator.demo', procedure: 'rules_filing', zh: '业务规则备案', en: 'Filing', scope: '530000', ours: true, state: 'open', state_zh: '办理中', begun_at: '', changed_at: '', matters: 0, ...more })
const kToday = '2026-11-23'
const text = utf8('# 业务规则')
const kText = toHex(sm3(text))

function deed(procedure: string, event: string, opens: boolean, entered: Entered, item = ''): Deed {
  const transition = askable(procedureOf(procedure), ['compliance_officer', 'responsible_person'], opens).find((one) => one.event === event)!
  return { transition, item, asked: askedFor(transition.inputs, entered, { values: {}, hidden: new Set() }, kToday), entered }
}

describe('filings', () => {
  it('are those that the rules route to an authority', () => {
    const routes = (parse(readFileSync(new URL('../../../rules/routing.toml', import.meta.url), 'utf8')) as unknown as { route: { matter: string; procedure?: string }[] }).route
    expect([...kFiled].sort()).toEqual(routes.map((one) => one.procedure ?? one.matter).sort())
    expect(filedHere([{ id: 'rules_filing' }, { id: 'claim' }] as Parameters<typeof filedHere>[0]).map((one) => one.id)).toEqual(['rules_filing'])
  })
  it('are for a compliance officer and the responsible person; at a regulator for officers of cases', () => {
    expect([mayFile(['compliance_officer']), mayFile(['responsible_person']), mayFile(['registration_officer'])]).toEqual([true, true, false])
    expect(pagesFor(['registration_officer'], 'provider')).not.toContain('filings')
    expect(pagesFor(['province_intake_officer'], 'regulator')).toContain('filings')
    expect(pagesFor(['review_expert'], 'regulator')).not.toContain('filings')
  })
  it('are asked for by state, matter and case, in pages', () => {
    expect(filingQuery({ state: '', procedure: '', case: '' }, '')).toBe('limit=20')
    expect(filingQuery({ state: 'returned', procedure: 'rules_filing', case: ' BA-2026-1 ' }, 'abc', 5)).toBe('limit=5&state=returned&procedure=rules_filing&case=BA-2026-1&after=abc')
  })
  it('ask to be looked at when they came back or run out', () => {
    expect(filingMark(filing({ state: 'returned' }), kToday)).toBe('over')
    expect(filingMark(filing({ due_on: '2026-11-22' }), kToday)).toBe('over')
    expect(filingMark(filing({ due_on: '2026-12-07' }), kToday)).toBe('warn')
    expect(filingMark(filing({ due_on: '2026-12-08' }), kToday)).toBe('info')
    expect(filingMark(filing({ state: 'ended', due_on: '2026-11-01' }), kToday)).toBe('ok')
  })
  it('say who made a letter', () => {
    expect([madeBy('officer/comply-1'), madeBy('party/91530000MA00000005/comply-1'), madeBy('regulator.demo')]).toEqual(['comply-1', '91530000MA00000005 comply-1', 'regulator.demo'])
  })
  it('have a sentence for why they were returned', async () => {
    expect(await codeSentence('filings.closed', 'zh')).toMatch(/\p{Script=Han}/u)
    expect(await codeSentence('no.such_code', 'zh')).toBe('')
  })
})

describe('the steps of a letter', () => {
  it('begin with what a letter brings, and go on with what the sender may ask', () => {
    const rules = procedureOf('rules_filing')
    expect(askable(rules, ['compliance_officer'], true).map((one) => one.event)).toEqual(['publish', 'draft'])
    const later = askable(rules, ['compliance_officer'], false).map((one) => one.event)
    expect(later).toContain('submit_filing')
    expect(later).not.toContain('check_filing') // the province's
    expect(new Set(later).size).toBe(later.length)
    expect(askable(procedureOf('licence_change'), ['compliance_officer'], false).map((one) => one.event)).not.toContain('submit') // the responsible person's
    expect(askable(procedureOf('licence_change'), ['responsible_person'], false).map((one) => one.event)).toContain('submit')
  })
  it('can be opened for every matter that is filed', () => {
    for (const id of kFiled) expect([id, askable(procedureOf(id), ['compliance_officer', 'responsible_person'], true).length + askable(procedureOf(id), ['compliance_officer', 'responsible_person'], false).length > 0]).toEqual([id, true])
  })
  it('leave open what rests on what nobody here knows', () => {
    const inputs = [{ visible_when: 'value:kind = "cp"' }, { required_when: 'input:a = true and value:first = false' }] as Parameters<typeof unknownOf>[0]
    expect([...unknownOf(inputs, { kind: 'cps' })]).toEqual(['first'])
  })
  it('know what the letters before them entered, but for those that were returned', () => {
    const letters = [{ state: 'delivered', deeds: [{ event: 'a', inputs: { kind: 'cps', version: '1' } }] }, { state: 'refused', deeds: [{ event: 'a', inputs: { kind: 'cp' } }] }, { state: 'delivered', deeds: [{ event: 'b', inputs: { version: '2' } }] }]
    expect(enteredIn(letters as unknown as FilingLetter[])).toEqual({ kind: 'cps', version: '2' })
  })
})

describe('what is sent', () => {
  const held: Held = new Map([[kText, { name: 'cps-2.md', octets: text }], ['ee'.repeat(32), { name: '未用.pdf', octets: utf8('x') }]])
  const publish = (): Deed => deed('rules_filing', 'publish', true, { kind: 'cps', version: '2.0', first_version: true, text_sm3: kText, url: 'https://ca.example.cn/rules/cps/2.0', published_on: '2026-11-23', effective_on: '2026-12-23' })
  it('is the steps in their order, and the files that they name', () => {
    const body = JSON.parse(openingBody({ authority: ' ', procedure: 'rules_filing', scope: '530000', own_case: ' BA-2026-1 ' }, [publish()], held)) as Record<string, unknown>
    expect(body).toMatchObject({ procedure: 'rules_filing', scope: '530000', own_case: 'BA-2026-1' })
    expect(Object.keys(body)).not.toContain('authority')
    expect(body['deeds']).toEqual([{ event: 'publish', inputs: expect.objectContaining({ kind: 'cps', version: '2.0', first_version: true, text_sm3: kText, effective_on: '2026-12-23' }) as unknown }])
    expect(body['files']).toEqual([{ name: 'cps-2.md', media_type: 'text/markdown', content: Buffer.from(text).toString('base64') }])
  })
  it('of an object names it; files that went before do not go again', () => {
    const change = deed('licence_change', 'add_change', false, { matter: 'name', changed_on: '2026-11-20', old_value: '旧', new_value: '新', proof_sm3: 'dd'.repeat(32) }, ' c1 ')
    const body = JSON.parse(letterBody([change], held)) as { deeds: { item: string }[]; files?: unknown }
    expect(body.deeds[0]!.item).toBe('c1')
    expect(body.files).toBeUndefined()
  })
  it('is measured before it goes', () => {
    expect(namedFiles([publish(), publish()])).toEqual([kText])
    expect(sizeOf([kText, '00'], held)).toBe(text.length)
    expect([typeOf('a.PDF'), typeOf('a.toml'), typeOf('无扩展名')]).toEqual(['application/pdf', 'application/toml', 'application/octet-stream'])
  })
})

describe('a file of a letter', () => {
  const letter = { id: 'm1', files: [{ name: '回执.pdf', media_type: 'application/pdf', size: 1, sm3: kText, level: 'L1', look: false }] } as unknown as FilingLetter
  it('is the one that the letter names', async () => {
    const asked: string[] = []
    expect(await fetchLetterFile('f/1', letter, 0, '', (path) => (asked.push(path), Promise.resolve(text)))).toEqual(text)
    expect(asked).toEqual(['/filings/f%2F1/letters/m1/files/0'])
    await expect(fetchLetterFile('f', letter, 0, '', () => Promise.resolve(utf8('other')))).rejects.toThrow(ApiProblem)
  })
  it('is asked for with a reason where it is sealed', async () => {
    const sealed = { ...letter, files: [{ ...letter.files[0]!, level: 'L3', look: true }] } as FilingLetter
    const asked: string[] = []
    const never = (): Promise<Uint8Array> => Promise.reject(new Error('read without a reason'))
    expect(await fetchLetterFile('f', sealed, 0, '核对材料', never, (...one) => (asked.push(...one), Promise.resolve(text)))).toEqual(text)
    expect(asked).toEqual(['/filings/f/letters/m1/files/0/looks', '{"reason":"核对材料"}'])
  })
  it('waits in the page, named by its SM3, and goes with who is signed in', async () => {
    session.officer = { id: 'comply-1' } as Officer
    const keep = holderOf(heldFor('filing x'))
    expect(await keep('text_sm3', new File([text as Uint8Array<ArrayBuffer>], 'cps.md'), () => undefined)).toBe(kText)
    expect(heldFor('filing x').get(kText)).toEqual({ name: 'cps.md', octets: text })
    expect(refusalOf({ name: 'cps.md', size: 1 }, keep.takes)).toBe('')
    expect(refusalOf({ name: 'cps.md', size: 1 })).toBe('type') // cases take none
    expect(refusalOf({ name: 'a.pdf', size: kMaxFilesBytes + 1 }, keep.takes)).toBe('size')
    expect(keep.takes!.endings).toEqual(expect.arrayContaining(kFileEndings))
    session.officer = { id: 'head-1' } as Officer
    expect(heldFor('filing x').size).toBe(0)
    dropHeld('filing x')
    session.officer = undefined
  })
})
