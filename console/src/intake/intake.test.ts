import { describe, expect, it } from 'vitest'
import { caseIn, type Made } from '../cases/test_case'
import { checkInputs, inputsToSend } from '../office/inputs'
import { procedureOf, procedures } from '../office/test_procedure'
import { deflateRawSync } from 'node:zlib'
import { faultRows, kIntake, lacking, lastSheet, marked, mayTell, openingInputs, phrasesFor, readSheet, shapeOf, sheetOf, toldAt, togglePhrase, verdictOf, type Line } from './intake'
import { folderOf, materialOf, pack, uncounted, type Material, type Scan } from './package'
import { crc32, readZip, writeZip, ZipError } from '../parts/zip'

const application = procedureOf('licence_application')
const shape = shapeOf(application)!
const materials = shape.what.codes.map((one) => one.code)
const all = (verdict: 'good' | 'bad'): Line[] => materials.reduce<Line[]>((lines, one) => marked(lines, one, verdict), [])

describe('the examination', () => {
  it('is read from the rules', () => {
    for (const id of kIntake) expect(shapeOf(procedureOf(id))).toBeDefined()
    expect([shape.examine.event, shape.correct.event, shape.again?.event, shape.accept?.event, shape.refuse?.event]).toEqual(['examine_form', 'request_supplement', 'request_again', 'accept', 'not_accept'])
    expect(materials).toHaveLength(8)
    expect(shapeOf(procedures.find((one) => one.id === 'tip')!)).toBeUndefined()
    const { sections, file } = openingInputs(application.transitions.find((one) => one.from.length === 0))
    expect(sections?.codes.map((one) => one.code)).toEqual(materials)
    expect(file?.id).toBe('package_sm3')
  })
  it('offers phrases for every material, and none that the act would not take', () => {
    for (const one of materials) {
      const phrases = phrasesFor(shape, one)
      expect([one, phrases.length > 0]).toEqual([one, true])
      for (const phrase of phrases) {
        const entered = { faults: faultRows(shape, togglePhrase([], one, phrase)) }
        expect(checkInputs(shape.correct.inputs, entered)).toEqual([])
        expect(inputsToSend(shape.correct.inputs, entered)).toEqual({ faults: [{ material: one, ...phrase }] })
      }
    }
  })
})

describe('the checklist', () => {
  it('is whole when every material has a mark, and every fault its words', () => {
    expect(lacking([], materials)).toEqual(materials)
    expect(lacking(all('good'), materials)).toEqual([])
    const bad = marked(all('good'), 'systems', 'bad')
    expect(lacking(bad, materials)).toEqual(['systems'])
    expect(lacking(togglePhrase(bad, 'systems', { fault: '缺报告', request: '补交' }), materials)).toEqual([])
    expect(lacking(togglePhrase(bad, 'systems', { fault: '缺报告', request: ' ' }), materials)).toEqual(['systems'])
  })
  it('takes a phrase in the place of an empty line, and gives it back', () => {
    const phrase = { fault: '缺报告', request: '补交' }
    const one = togglePhrase(marked([], 'funds', 'good'), 'funds', phrase)
    expect(one).toEqual([{ material: 'funds', verdict: 'bad', ...phrase }])
    expect(togglePhrase(one, 'funds', { fault: '另一', request: '再补' })).toHaveLength(2)
    expect(togglePhrase(one, 'funds', phrase)).toEqual([{ material: 'funds', verdict: 'bad', fault: '', request: '' }])
    expect(verdictOf(marked(one, 'funds', 'good'), 'funds')).toBe('good')
    expect(marked(one, 'funds', 'bad')).toBe(one)
  })
  it('is filed as a table that is read back whole', () => {
    const lines = togglePhrase(togglePhrase(all('good'), 'systems', { fault: '=缺"报告",\n及附件', request: '补交' }), 'systems', { fault: '二', request: '三' })
    const back = readSheet(shape, sheetOf(shape, lines))!
    expect(new Set(back.map((one) => JSON.stringify(one)))).toEqual(new Set(lines.map((one) => JSON.stringify(one))))
    expect(back.map((one) => one.material)).toEqual(['form', 'legal_person', 'funds', 'premises', 'systems', 'systems', 'staff', 'long_term', 'management'])
    expect(faultRows(shape, back)).toEqual([{ material: 'systems', fault: '=缺"报告",\n及附件', request: '补交' }, { material: 'systems', fault: '二', request: '三' }])
  })
  it('is nothing where the file is another', () => {
    const sheet = sheetOf(shape, all('good'))
    for (const other of ['', '材料,是否齐全\n资质申请表,是\n', sheet.replace('form', 'letter'), sheet.replace('符合', '大致符合'), '"']) expect(readSheet(shape, other)).toBeUndefined()
  })
  it('counts as the last examination filed it', () => {
    const examined = (sm3: string): Made => ({ event: 'examine_form', actor: 'officer/intake-1', inputs: { complete: false, checklist_sm3: sm3 } })
    const submitted = { event: 'submit', actor: 'officer/intake-1' }
    expect(lastSheet(shape, caseIn(application, 'received', 'province_review_officer', [submitted]))).toBe('')
    expect(lastSheet(shape, caseIn(application, 'received', 'province_review_officer', [submitted, examined('aa'), examined('bb')]))).toBe('bb')
    expect(lastSheet(shape, caseIn(application, 'received', 'province_review_officer', [submitted, examined('aa'), { event: 'supplement', actor: 'key/1' }]))).toBe('')
  })
  it('leads to one notice', () => {
    const told = [{ event: 'submit', actor: 'officer/a' }, { event: 'request_supplement', actor: 'officer/b', inputs: { faults: [] } }]
    const before = caseIn(application, 'received', 'province_review_officer', told.slice(0, 1))
    const after = caseIn(application, 'received', 'province_review_officer', told)
    const hidden = caseIn(application, 'received', 'province_review_officer', [told[0]!, { event: 'request_supplement', actor: 'officer/b', hidden: ['faults'] }])
    expect([before, after, hidden].map((one) => mayTell(shape, one))).toEqual([true, false, false])
    expect([before, after].map((one) => toldAt(shape, one) !== undefined)).toEqual([false, true])
  })
})

const scan = (text: string): Scan => ({ name: '扫描.PNG', octets: new TextEncoder().encode(text) })
const labels = shape.what.codes.map((one) => ({ code: one.code, label: one }))

describe('a package of paper', () => {
  const made: Material[] = labels.map((one, i) => ({ ...one, pages: i < 2 ? '3' : '', scans: i < 2 ? [scan(`第${i}份`), scan('附页')] : [] }))
  it('has a folder for each material, and a list', async () => {
    const packed = pack(made)
    expect(packed.codes).toEqual(['form', 'legal_person'])
    expect(packed.receipt).toEqual([{ material: '资质申请表', form: '纸质', pages: '3' }, { material: '法人资格证书', form: '纸质', pages: '3' }])
    const entries = await readZip(packed.octets)
    expect(entries.map((one) => one.name)).toEqual(['01-资质申请表/01.png', '01-资质申请表/02.png', '02-法人资格证书/01.png', '02-法人资格证书/02.png', '材料目录.csv'])
    expect(entries.map((one) => materialOf(one.name, labels))).toEqual(['form', 'form', 'legal_person', 'legal_person', ''])
    expect(new TextDecoder().decode(entries[2]!.octets)).toBe('第1份')
    expect(pack(made).octets).toEqual(packed.octets)
    expect(folderOf(4, { zh: '系统 技术/材料', en: '' })).toBe('05-系统技术材料')
  })
  it('says whose pages were not counted', () => {
    expect(uncounted(made)).toEqual([])
    for (const pages of ['', '0', '三', '1.5']) expect(uncounted([{ ...made[0]!, pages }])).toHaveLength(1)
  })
})

describe('archives', () => {
  it('know the check value of CRC-32', () => expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926))
  it('that were deflated are read, and hold to what they say', async () => {
    const text = new TextEncoder().encode('材料'.repeat(500))
    const stored = writeZip([{ name: 'a', octets: text }])
    const packed = new Uint8Array(deflateRawSync(text))
    const view = (of: Uint8Array): DataView => new DataView(of.buffer, of.byteOffset)
    const made = new Uint8Array(31 + packed.length + stored.length - 31 - text.length)
    made.set(stored.subarray(0, 31))
    made.set(packed, 31)
    made.set(stored.subarray(31 + text.length), 31 + packed.length)
    const directory = 31 + packed.length
    view(made).setUint16(directory + 10, 8, true)
    view(made).setUint32(directory + 20, packed.length, true)
    view(made).setUint32(made.length - 6, directory, true)
    expect((await readZip(made))[0]!.octets).toEqual(text)
    view(made).setUint32(directory + 24, text.length - 1, true)
    await expect(readZip(made)).rejects.toThrow(ZipError)
  })
  it('that are damaged anywhere are refused, or read as something whole', async () => {
    const good = writeZip([{ name: '01-甲/01.png', octets: Uint8Array.from([1, 2, 3]) }, { name: 'b', octets: new Uint8Array(0) }])
    for (let cut = 0; cut < good.length; cut++) await expect(readZip(good.subarray(0, cut))).rejects.toThrow(ZipError)
    for (let at = 0; at < good.length; at++) {
      const bad = Uint8Array.from(good)
      bad[at] = bad[at]! ^ 0xff
      const read = await readZip(bad).catch((fault: unknown) => fault)
      expect(read instanceof ZipError || Array.isArray(read)).toBe(true)
    }
  })
})
