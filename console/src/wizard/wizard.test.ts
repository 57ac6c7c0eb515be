import { readFileSync } from 'node:fs'
import { parse } from 'smol-toml'
import { beforeEach, describe, expect, it } from 'vitest'
import { toHex, utf8 } from '../crypto/bytes'
import { keyFile, newKeyPair } from '../crypto/new_key'
import { creditCheck } from '../crypto/check_digits'
import { sm3 } from '../crypto/sm3'
import { openingBody } from '../filings/filings'
import zh from '../i18n/wizard.zh'
import { FileKey } from '../keys/file_key'
import { procedureOf } from '../office/test_procedure'
import { pagesFor } from '../office/roles'
import { askedOf, deedOf, emptyApplication, packageOf, placesOf, sectionsIn, type ApplicationFile, type Written } from './application'
import { draftFor, type LicenceDraft } from './draft'
import { kMaterials, kProcedure, planOf } from './materials'
import { packageSize, precheck, standingOf } from './precheck'
import { rosterRows } from './roster'
import type { Store } from './sealed_store'
import { crc32, nameInside, writeZip } from '../parts/zip'

const plan = planOf(procedureOf(kProcedure), ['compliance_officer'])!
const kToday = '2026-11-23'
const all = (): boolean => true
const newKeyFile = async (): Promise<FileKey> => FileKey.open('k.key', await keyFile(newKeyPair(), '口令-12345', 1000), '口令-12345')
const file = (section: string, name: string, papers: string[] = [], size = 10): ApplicationFile => ({ sm3: toHex(sm3(utf8(name))), name, size, section, papers })
const wholeEntered = (): Written['entered'] => ({
  organisation: '测试云枢电子认证有限公司', credit_code: '91530000MA00000000', legal_nature: 'enterprise', domicile: '530000', foreign_investment: false,
  shareholders: [{ name: '甲', share: '6000', foreign_share: '0' }, { name: '乙', share: '4000', foreign_share: '0' }], staff: [{ kind: 'technical', headcount: '30' }],
})
const written = (more: Partial<Written> = {}): Written => ({ ...emptyApplication(), entered: wholeEntered(), ...more })
const whole = (): ApplicationFile[] => Object.entries(kMaterials).flatMap(([section, one]) => one.papers.map((paper) => file(section, `${paper}.pdf`, [paper])))
const kinds = (one: Written, there = all): string[] => precheck(plan, one, there, kToday).map((each) => each.kind)

describe('the plan of the wizard', () => {
  it('has the eight materials of the rules, in their order, and every input of the application', () => {
    expect(plan.sections.map((one) => one.code)).toEqual(Object.keys(kMaterials))
    expect(plan.sections.flatMap((one) => one.inputs.map((each) => each.id)).sort()).toEqual(plan.typed.map((one) => one.id).sort())
    expect([plan.list.id, plan.pack.id]).toEqual(['sections', 'package_sm3'])
  })
  it('names no input that the rules have not, and asks for what no material claims', () => {
    for (const id of Object.values(kMaterials).flatMap((one) => one.inputs)) expect(plan.typed.map((one) => one.id)).toContain(id)
    const procedure = structuredClone(procedureOf(kProcedure))
    const opening = procedure.transitions.find((one) => one.event === plan.transition.event)!
    opening.inputs.push({ ...opening.inputs[0]!, id: 'website' })
    expect(planOf(procedure, ['compliance_officer'])!.sections[0]!.inputs.map((one) => one.id)).toContain('website')
  })
  it('is none where the rules ask for no list of materials', () => {
    expect(planOf(procedureOf('assessment'), ['compliance_officer'])).toBeUndefined()
  })
  it('has a word for every paper, and is for who files', () => {
    const words = zh.wizard.papers as Record<string, Record<string, string>>
    for (const [section, one] of Object.entries(kMaterials)) expect(Object.keys(words[section]!).sort()).toEqual([...one.papers].sort())
    expect(pagesFor(['compliance_officer'], 'provider')).toContain('licence-application')
    expect(pagesFor(['registration_officer'], 'provider')).not.toContain('licence-application')
    expect(pagesFor(['province_intake_officer'], 'regulator')).not.toContain('licence-application')
  })
  it('knows the guard that the rules set on the shares', () => {
    const rules = parse(readFileSync(new URL('../../../rules/procedures/licence_application.toml', import.meta.url), 'utf8')) as unknown as { transition: { event: string; guard?: string }[] }
    expect(rules.transition.find((one) => one.event === plan.transition.event)?.guard).toBe('sum(input:shareholders.share) = 10000 and (sum(input:shareholders.foreign_share) = 0 or input:foreign_investment = true)')
  })
})

describe('the pre-check', () => {
  it('finds nothing in a whole application', () => {
    expect(kinds(written({ files: whole() }))).toEqual(['creditCode'])
    const sound = written({ files: whole(), entered: { ...wholeEntered(), credit_code: `91350211M000100Y4${creditCheck('91350211M000100Y4')}` } })
    expect(kinds(sound)).toEqual([])
  })
  it('names a missing report of section five and does not stop', () => {
    const findings = precheck(plan, written({ files: whole().filter((one) => !one.papers.includes('conformity_report')) }), all, kToday).filter((one) => one.kind === 'paper')
    expect(findings).toEqual([{ section: 'systems', stops: false, kind: 'paper', paper: 'conformity_report' }])
    expect(zh.wizard.papers.systems.conformity_report).toBe('标准符合性自评估报告')
  })
  it('stops on what the rules would refuse: inputs, shares that do not add up, foreign capital unsaid', () => {
    const entered = wholeEntered()
    delete entered['organisation']
    entered['shareholders'] = [{ name: '甲', share: '9999', foreign_share: '1' }]
    const findings = precheck(plan, written({ files: whole(), entered }), all, kToday)
    expect(findings.filter((one) => one.stops).map((one) => [one.section, one.kind])).toEqual([['form', 'input'], ['funds', 'equity'], ['funds', 'foreign']])
    expect(findings.find((one) => one.kind === 'equity')?.number).toBe(9999)
    expect(kinds(written({ files: whole(), entered: { ...entered, organisation: '甲', foreign_investment: true, shareholders: [{ name: '甲', share: '10000', foreign_share: '1' }] } }))).toEqual(['creditCode'])
  })
  it('asks why there are fewer than thirty, as the rules do', () => {
    const entered = { ...wholeEntered(), staff: [{ kind: 'technical', headcount: '29' }] }
    expect(askedOf(plan, entered, kToday).map((one) => one.id)).toContain('staff_remark')
    expect(askedOf(plan, wholeEntered(), kToday).map((one) => one.id)).not.toContain('staff_remark')
    expect(precheck(plan, written({ files: whole(), entered }), all, kToday).find((one) => one.fault)?.fault?.id).toBe('staff_remark')
  })
  it('stops without any file, with a lost one, and above what a letter takes', () => {
    expect(precheck(plan, written(), all, kToday).filter((one) => one.stops).map((one) => one.kind)).toEqual(['noMaterial'])
    expect(kinds(written({ files: whole() }), () => false)).toContain('lost')
    const large = written({ files: [file('form', 'a.pdf', ['application_form'], 11 * 1024 * 1024)] })
    expect(kinds(large)).toContain('tooLarge')
    expect(packageSize(large)).toBeGreaterThan(11 * 1024 * 1024)
  })
  it('tells how each section stands', () => {
    const findings = precheck(plan, written({ files: whole().filter((one) => one.section !== 'premises'), entered: { ...wholeEntered(), legal_nature: '' } }), all, kToday)
    expect(['form', 'premises', 'systems'].map((one) => standingOf(findings, one))).toEqual(['over', 'warn', 'ok'])
  })
})

describe('the package', () => {
  const words = { list: '材料清单.csv', columns: ['序号', '材料'], paper: (section: string, paper: string) => `${section}/${paper}` }
  const make = (files: ApplicationFile[]): ReturnType<typeof packageOf> => packageOf(plan, files, () => utf8('abc'), words)
  it('is the same for the same files, and another for others', () => {
    expect(make(whole()).sm3).toBe(make(whole()).sm3)
    expect(make(whole()).sm3).not.toBe(make(whole().slice(1)).sm3)
    expect(make(whole()).sm3).toBe(toHex(sm3(make(whole()).octets)))
  })
  it('has the check value of the format, and the marks that a reader looks for', () => {
    expect(crc32(utf8('123456789'))).toBe(0xcbf43926)
    const octets = writeZip([{ name: '1-资质申请表/甲.pdf', octets: utf8('abc') }, { name: 'b.txt', octets: new Uint8Array() }])
    const view = new DataView(octets.buffer)
    expect(view.getUint32(0, true)).toBe(0x04034b50)
    const end = octets.length - 22
    expect([view.getUint32(end, true), view.getUint16(end + 10, true)]).toEqual([0x06054b50, 2])
    expect(view.getUint32(end + 16, true) + view.getUint32(end + 12, true)).toBe(end) // nothing between directory and end
    expect(view.getUint32(view.getUint32(end + 16, true), true)).toBe(0x02014b50)
  })
  it('puts each file under its material, twice the same name apart, and nothing elsewhere', () => {
    const files = [file('funds', '报告.pdf'), { ...file('funds', '报告.pdf'), sm3: 'ab' }, file('form', '../../a\\b:c.pdf')]
    expect(placesOf(plan, files)).toEqual(['3-资金情况/报告.pdf', '3-资金情况/报告(2).pdf', '1-资质申请表/__.._a_b_c.pdf'])
    expect(['..', '', '.hidden', 'a\u0000b', 'CON?'].map(nameInside)).toEqual(['_', '_', '_hidden', 'a_b', 'CON_'])
  })
  it('guards its list against formulas', () => {
    const octets = make([file('form', '=cmd.pdf', ['application_form'])]).octets
    expect(new TextDecoder().decode(octets)).toContain('form/application_form')
    const list = packageOf(plan, [file('form', 'a.pdf', ['x'])], () => utf8('abc'), { ...words, paper: () => '=1+1' }).octets
    expect(new TextDecoder().decode(list)).toContain(",'=1+1,")
  })
  it('goes with the list of materials that have files, and what was typed', () => {
    const one = written({ files: [file('form', 'a.pdf'), file('staff', 'b.pdf')] })
    const pack = make(one.files)
    const deed = deedOf(plan, one, pack, kToday)
    const held = new Map([[pack.sm3, { name: 'p.zip', octets: pack.octets }]])
    const sent = JSON.parse(openingBody({ authority: '', procedure: kProcedure, scope: '', own_case: '' }, [deed], held)) as { deeds: { event: string; inputs: Record<string, unknown> }[]; files: { media_type: string }[] }
    expect(sectionsIn(plan, one.files)).toEqual(['form', 'staff'])
    expect(sent.deeds[0]!.inputs).toMatchObject({ sections: ['form', 'staff'], package_sm3: pack.sm3, shareholders: [{ name: '甲', share: 6000, foreign_share: 0 }, { name: '乙', share: 4000, foreign_share: 0 }] })
    expect(sent.files.map((each) => each.media_type)).toEqual(['application/zip'])
  })
})

function memory(): Store & { all: Map<string, Uint8Array> } {
  const kept = new Map<string, Uint8Array>()
  return {
    all: kept,
    get: async (name) => kept.get(name),
    put: async (name, octets) => void kept.set(name, octets),
    names: async (prefix) => [...kept.keys()].filter((one) => one.startsWith(prefix)),
    remove: async (name) => void kept.delete(name),
  }
}
const chosen = (name: string, content: string): { name: string; size: number; arrayBuffer: () => Promise<ArrayBuffer> } => ({ name, size: content.length, arrayBuffer: async () => utf8(content).slice().buffer })

describe('the draft', () => {
  let key: FileKey
  let store: ReturnType<typeof memory>
  beforeEach(async () => {
    key = await newKeyFile()
    store = memory()
  })
  async function typed(): Promise<LicenceDraft> {
    const draft = draftFor('comply-1', key, store)
    await draft.resume()
    draft.written.entered['organisation'] = '测试云枢'
    await draft.add('funds', 'equity', chosen('股权.pdf', '%PDF-1'))
    await draft.save()
    return draft
  }
  it('comes back after a reload, files and all, and shows nothing of itself where it waits', async () => {
    await typed()
    const text = [...store.all.values()].map((one) => new TextDecoder().decode(one)).join()
    expect(text).not.toContain('测试云枢')
    expect(text).not.toContain('%PDF')
    const again = draftFor('comply-1', key, store)
    await again.resume()
    expect(again.written.entered['organisation']).toBe('测试云枢')
    expect(again.written.files.map((one) => [one.name, one.papers])).toEqual([['股权.pdf', ['equity']]])
    expect(new TextDecoder().decode(again.octets.get(again.written.files[0]!.sm3))).toBe('%PDF-1')
    expect(again.keeping.state).toBe('saved')
  })
  it('does not open with another key, nor for another account', async () => {
    await typed()
    const other = draftFor('comply-1', await newKeyFile(), store)
    await other.resume()
    expect([other.keeping.state, other.written.files]).toEqual(['other', []])
    const stranger = draftFor('comply-2', key, store)
    await stranger.resume()
    expect([stranger.keeping.state, stranger.written.files]).toEqual(['none', []])
  })
  it('leaves a changed file out, and the pre-check says so', async () => {
    const draft = await typed()
    const name = [...store.all.keys()].find((one) => one.includes('/file/'))!
    store.all.get(name)![30]! ^= 1
    const again = draftFor('comply-1', key, store)
    await again.resume()
    expect(again.octets.size).toBe(0)
    expect(precheck(plan, again.written, (sm3_) => again.octets.has(sm3_), kToday).some((one) => one.kind === 'lost')).toBe(true)
    expect(draft.written.files).toHaveLength(1)
  })
  it('keeps a file once as two papers, and drops it with its last', async () => {
    const draft = await typed()
    const own = (): ApplicationFile => draft.written.files[0]!
    draft.mark(own(), 'capital_structure', true)
    await draft.add('funds', 'registered_capital', chosen('股权.pdf', '%PDF-1'))
    expect(own().papers).toEqual(['equity', 'capital_structure', 'registered_capital'])
    for (const paper of [...own().papers]) draft.mark(own(), paper, false)
    expect(draft.written.files).toEqual([])
    await draft.save()
    expect([...store.all.keys()]).toEqual(['licence-application/comply-1/text'])
  })
  it('takes no file of another kind', async () => {
    const draft = await typed()
    expect(await draft.add('form', '', chosen('a.exe', 'MZ'))).toBe('type')
    expect(await draft.add('form', '', chosen('a.pdf', ''))).toBe('empty')
    expect(draft.written.files).toHaveLength(1)
  })
  it('writes nothing while the key is locked, nor before what was kept was looked for', async () => {
    await typed()
    const before = store.all.get('licence-application/comply-1/text')
    const early = draftFor('comply-1', key, store)
    await early.save()
    expect(store.all.get('licence-application/comply-1/text')).toBe(before)
    await early.resume()
    key.lock()
    await early.save()
    expect(store.all.get('licence-application/comply-1/text')).toBe(before)
  })
  it('says when the browser keeps nothing, and goes without a trace when it is dropped', async () => {
    const full = draftFor('comply-1', key, { ...store, put: () => Promise.reject(new Error('full')) })
    await full.resume()
    await full.save()
    expect(full.keeping.state).toBe('failed')
    const draft = await typed()
    await draft.drop()
    expect([store.all.size, draft.written.files, draft.keeping.state]).toEqual([0, [], 'none'])
  })
})

describe('staff from the roster', () => {
  it('are those that count, by kind', () => {
    expect(rosterRows({ counted: 31, needed: 30, technical: 20, operation: 6, security: 5, support: 0, contracts_ending: 1 })).toEqual([{ kind: 'technical', headcount: '20' }, { kind: 'operation', headcount: '6' }, { kind: 'security', headcount: '5' }])
  })
})
