import { describe, expect, it, vi } from 'vitest'
import { readCsv } from '../office/csv'
import { readZip } from '../parts/zip'
import { csvOf, everyRow, kMostListed, type Table } from './table'
import { columnName, kMostCharacters, kMostRows, sheetName, writeXlsx, XlsxError } from './xlsx'

const table: Table = { name: '分省统计', columns: ['属地', '在办案件'], rows: [['云南省', 12], ['合计', -3.5]] }
async function partsOf(of: Table): Promise<Map<string, string>> {
  const entries = await readZip(writeXlsx(of))
  return new Map(entries.map((one) => [one.name, new TextDecoder('utf-8', { fatal: true }).decode(one.octets)]))
}
const sheetText = async (of: Table): Promise<string> => (await partsOf(of)).get('xl/worksheets/sheet1.xml')!
const rows = async (...cells: (string | number)[]): Promise<string> => sheetText({ name: 'a', columns: ['b'], rows: cells.map((one) => [one]) })
const kFormulas = ['=1+1', '+86 138', '-1', '@SUM(A1)', '\t=1', '\r=1', '=HYPERLINK("http://x","y")', '＝1', '＋1', '－1', '＠x']

describe('a workbook', () => {
  it('has the parts that it names, and each is XML', async () => {
    const parts = await partsOf(table)
    expect([...parts.keys()]).toEqual(['[Content_Types].xml', '_rels/.rels', 'xl/workbook.xml', 'xl/_rels/workbook.xml.rels', 'xl/styles.xml', 'xl/worksheets/sheet1.xml'])
    for (const [name, text] of parts) expect([name, text.startsWith('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n')]).toEqual([name, true])
    for (const [, target] of parts.get('xl/_rels/workbook.xml.rels')!.matchAll(/Target="([^"]+)"/g)) expect(parts.has(`xl/${target}`)).toBe(true)
    for (const [, name] of parts.get('[Content_Types].xml')!.matchAll(/PartName="\/([^"]+)"/g)) expect(parts.has(name!)).toBe(true)
    expect(parts.get('xl/workbook.xml')).toContain('<sheet name="分省统计" sheetId="1" r:id="rId1"/>')
  })
  it('has texts as texts and numbers as numbers', async () => {
    const sheet = await sheetText(table)
    expect(sheet).toContain('<row r="1"><c r="A1" s="2" t="inlineStr"><is><t xml:space="preserve">属地</t></is></c>')
    expect(sheet).toContain('<row r="2"><c r="A2" s="1" t="inlineStr"><is><t xml:space="preserve">云南省</t></is></c><c r="B2"><v>12</v></c></row>')
    expect(sheet).toContain('<c r="B3"><v>-3.5</v></c>')
    expect(await rows('0012345678901234567890')).toContain('t="inlineStr"><is><t xml:space="preserve">0012345678901234567890<')
    expect(await rows(Number.NaN)).toContain('>NaN</t>')
  })
  it.each(kFormulas)('says of %j that it is text, and has no formula', async (cell) => {
    const sheet = await rows(cell)
    expect(sheet).toContain('<c r="A2" s="3" t="inlineStr">')
    expect(sheet).not.toContain('<f')
    expect((await partsOf(table)).get('xl/styles.xml')).toMatch(/<cellXfs count="4">(<xf[^>]*>){3}<xf[^>]* quotePrefix="1"[^>]*\/><\/cellXfs>/)
  })
  it('says whatever a text may be', async () => {
    expect(await rows('<a&b>"c"</t>')).toContain('>&lt;a&amp;b&gt;"c"&lt;/t&gt;</t>')
    expect(await rows('a\u0000b\u001f\r\n\tc\uffff')).toContain('>a_x0000_b_x001F__x000D_\n\tc_xFFFF_</t>')
    expect(await rows('_x0041_ _x004')).toContain('>_x005F_x0041_ _x004</t>')
    expect(await rows('\ud800a𬭩䶮\udc00')).toContain('>\ufffda𬭩䶮\ufffd</t>')
    expect(await rows('')).toContain('<row r="2"></row>')
  })
  it('is not made where a program would not take it', () => {
    const long = 'x'.repeat(kMostCharacters)
    expect(() => writeXlsx({ ...table, rows: [[long]] })).not.toThrow()
    expect(() => writeXlsx({ ...table, rows: [[`${long}x`]] })).toThrow(XlsxError)
    expect(() => writeXlsx({ ...table, rows: new Array<string[]>(kMostRows).fill([]) })).toThrow(XlsxError)
  })
  it('is the same for the same table', () => expect(writeXlsx(table)).toEqual(writeXlsx(table)))
  it('names columns and its sheet as programs do', () => {
    expect([0, 25, 26, 701, 702, 16383].map(columnName)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA', 'XFD'])
    expect(['a/b[c]:d', "'x'", '', '*?'].map(sheetName)).toEqual(['a b c  d', 'x', 'Sheet1', 'Sheet1'])
    expect(sheetName('电'.repeat(40))).toBe('电'.repeat(31))
    expect(sheetName('𬭩'.repeat(40)).length).toBe(30) // no half of a character
  })
})

describe('CSV of a table', () => {
  it('guards its texts and leaves its numbers', () => {
    expect(csvOf({ name: 'a', columns: ['=b'], rows: [['=1+1', -1], ['-1', 2]] })).toBe("\ufeff'=b\r\n'=1+1,-1\r\n'-1,2\r\n")
  })
  it.each(kFormulas)('lets %j out with an apostrophe', (cell) => expect(readCsv(csvOf({ name: 'a', columns: ['b'], rows: [[cell]] }))[1]).toEqual([`'${cell}`]))
})

describe('a list in pages', () => {
  const page = (last: number) => async (after: string): Promise<{ rows: string[]; next: string | undefined }> => {
    const at = Number(after || '0')
    return { rows: new Array<string>(1000).fill(after), next: at < last ? String(at + 1) : undefined }
  }
  it('is exported to its end', async () => {
    const made = await everyRow(page(2))
    expect([made.rows.length, made.cut]).toEqual([3000, false])
  })
  it('says that it was cut', async () => {
    const asked = vi.fn(page(50))
    const made = await everyRow(asked)
    expect([made.rows.length, made.cut, asked.mock.calls.length]).toEqual([kMostListed, true, 5])
    expect((await everyRow(page(4))).cut).toBe(false)
  })
})
