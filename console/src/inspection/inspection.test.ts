import { describe, expect, it, vi } from 'vitest'
import type { Case } from '../cases/rules'
import { caseIn, type Made } from '../cases/test_case'
import { toHex, utf8 } from '../crypto/bytes'
import { sm3 } from '../crypto/sm3'
import { keyFile, newKeyPair } from '../crypto/new_key'
import { FileKey } from '../keys/file_key'
import { procedureOf } from '../office/test_procedure'
import { parse } from 'smol-toml'
import { readFileSync } from 'node:fs'
import { answerOf, isAnswered, kActs, kInspection, kPaper, standingOf, type Standing } from './inspection'
import { writePack, type Pack } from './pack'
import { confirmation, documentValues, emptyRecord, forgetDraft, keepDraft, keptDraft, kFields, photosOf, readRecord, recordDigest, recordText, unwritten, type OnSite } from './record'

const inspection = procedureOf(kInspection)
const by = (event: string, actor: string, inputs: Record<string, unknown> = {}): Made => ({ event, actor, inputs })
const kSm3 = 'ab'.repeat(32)
const write = by(kActs.write, 'officer/a', { record_sm3: kSm3, signatory_name: '李四', signatory_post: '负责人', signatory: 'key/1' })
const stands = (...steps: Made[]): Standing => standingOf(caseIn(inspection, 'in_progress', 'enforcement_officer', [by('plan', 'officer/a'), ...steps]))

describe('the acts of an inspection', () => {
  it('are those of the rules, with the inputs that this page fills in', () => {
    const inputs = (event: string): string[] | undefined => inspection.transitions.find((one) => one.event === event)?.inputs.map((one) => one.id)
    expect(Object.values(kActs).map(inputs)).toEqual([
      ['photo_sm3', 'photo_subject', 'photo_place', 'photo_taken_at'],
      ['record_sm3', 'signatory_name', 'signatory_post', 'signatory'],
      ['signed_sm3'],
      ['party_signed_sm3', 'party_statement'],
      ['refused_sm3', 'refusal_note', 'refusal_proof', 'witnesses', 'recording_sm3'],
      ['party_signature', 'signed_scan_sm3'],
    ])
    expect(inspection.transitions.find((one) => one.event === kActs.settle)?.outputs).toEqual([kPaper])
    const paper = parse(readFileSync(new URL(`../../../rules/documents/${kPaper}.toml`, import.meta.url), 'utf8')) as { value: { name: string }[] }
    const values = paper.value.map((one) => one.name)
    for (const one of [...kFields, 'evidence', 'signature']) expect(values).toContain(one)
  })
  it('say who has signed the record that counts', () => {
    expect(stands().written).toBeUndefined()
    const one = stands(write, by(kActs.sign, 'officer/a'), by(kActs.sign, 'officer/a'), by(kActs.sign, 'officer/b'))
    expect([one.sm3, one.officers.map((step) => step.actor), one.signatory?.key, isAnswered(one), answerOf(one)]).toEqual([kSm3, ['officer/a', 'officer/b'], 'key/1', false, 'signed_on_paper'])
    expect(stands(write, by(kActs.sign, 'officer/a'), write).officers).toEqual([])
    expect(answerOf(stands(write, by(kActs.party, 'key/1')))).toBe('signed')
    expect(answerOf(stands(write, by(kActs.refusal, 'officer/a')))).toBe('refused')
    expect(stands(write, by(kActs.settle, 'officer/a'), write).settled).toBeUndefined()
  })
})

const typed: OnSite = { place: '机房', time_from: '2026-11-23 09:00', time_to: '2026-11-23 11:00', present: '李四（负责人）', officers: '甲（演示0001）、乙（演示0002）', recorder: '甲', told: '出示执法证，告知权利。\n【检查地点】\n不是标题', seen: '一、机房门禁正常。', statement: '' }
const photographed = caseIn(inspection, 'in_progress', 'enforcement_officer', [by('plan', 'officer/a'), by(kActs.photo, 'officer/a', { photo_sm3: kSm3, photo_subject: '机柜', photo_place: '机房', photo_taken_at: '2026-11-23 09:30' })])

describe('the record', () => {
  const text = recordText('JC-2026-1', '测试机构', typed, photosOf(photographed))
  it('is a text that says everything, and is read back', () => {
    expect(readRecord(text)).toEqual(typed)
    expect(text).toContain(`1. 机柜（机房，2026-11-23 09:30）　SM3 ${kSm3}`)
    expect(recordText('JC-2026-1', '测试机构', typed, photosOf(photographed))).toBe(text)
    expect(recordDigest(text)).toBe(toHex(sm3(utf8(text))))
    for (const other of ['', '现场检查笔录\n', text.slice(0, 120), `x${text}`]) expect(readRecord(other)).toBeUndefined()
  })
  it('is not one before all of it is written', () => {
    expect(unwritten(typed)).toEqual([])
    expect(unwritten(emptyRecord())).toEqual(kFields.filter((one) => one !== 'statement'))
    expect(unwritten({ ...typed, place: '长'.repeat(501) })).toEqual(['place'])
  })
  it('tells the paper how it was confirmed', () => {
    const words = { signed: (name: string, post: string) => `${name}/${post}`, paper: 'paper', refused: (note: string) => note }
    const settled = (...steps: Made[]): Case => caseIn(inspection, 'in_progress', 'enforcement_officer', [by('plan', 'officer/a'), write, ...steps])
    expect(confirmation(settled(by(kActs.party, 'key/1'), by(kActs.settle, 'officer/a', { party_signature: 'signed' })), words)).toBe('李四/负责人')
    expect(confirmation(settled(by(kActs.refusal, 'officer/a', { refusal_note: '拒签' }), by(kActs.settle, 'officer/a', { party_signature: 'refused' })), words)).toBe('拒签')
    expect(confirmation(settled(by(kActs.settle, 'officer/a', { party_signature: 'signed_on_paper' })), words)).toBe('paper')
    expect(documentValues(typed, photosOf(photographed), '现场拍摄', 'x')).toMatchObject({ statement: '无', evidence: [{ material: '机柜', source: '现场拍摄', digest: kSm3 }] })
  })
  it('waits sealed, for its officer alone', async () => {
    const kept = new Map<string, string>()
    vi.stubGlobal('localStorage', { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => kept.set(key, value), removeItem: (key: string) => kept.delete(key) })
    const mine = await FileKey.open('a.key', await keyFile(newKeyPair(), '1234', 1000), '1234')
    const another = await FileKey.open('b.key', await keyFile(newKeyPair(), '1234', 1000), '1234')
    expect(keepDraft('JC-1', typed, undefined, 0)).toBeUndefined()
    expect(keepDraft('JC-1', typed, mine, 1_000)).toBe('1970-01-01T00:00:01.000Z')
    expect([...kept.values()].join()).not.toContain('李四')
    expect(keptDraft('JC-1', another)).toBeUndefined()
    expect(keptDraft('JC-2', mine)).toBeUndefined()
    expect(keptDraft('JC-1', mine)).toEqual({ at: '1970-01-01T00:00:01.000Z', record: typed })
    mine.lock()
    expect(keptDraft('JC-1', mine)).toBeUndefined()
    forgetDraft('JC-1')
    expect(kept.size).toBe(0)
    vi.unstubAllGlobals()
  })
})

describe('the pack of a case', () => {
  const pack: Pack = {
    number: 'JC-2026-1', title: '监督检查', madeBy: 'officer/a', madeAt: Date.parse('2026-11-23T01:02:03.456Z'),
    steps: [{ position: 0, event: 'plan', title: '拟定检查', at: '2026-11-23T01:00:00Z', actor: 'officer/a' }],
    files: [{ path: 'case.json', title: '案件', octets: utf8('{}') }], absent: [{ title: '照片.png', why: '未写明查看理由' }],
  }
  it('is an archive with a catalogue of every SM3 at its end', () => {
    const octets = writePack(pack)
    const text = new TextDecoder().decode(octets)
    expect(octets.length % 512).toBe(0)
    expect(text).toContain('导出 2026-11-23 09:02:03　officer/a')
    expect(text).toContain(`1　案件　case.json　2 字节　SM3 ${toHex(sm3(utf8('{}')))}`)
    expect(text).toContain('"made_at": "2026-11-23T01:02:03Z"')
    expect(writePack(pack)).toEqual(octets)
  })
  it('has no name that an archive cannot hold', () => expect(() => writePack({ ...pack, files: [{ path: 'x'.repeat(101), title: '', octets: utf8('') }] })).toThrow())
})
