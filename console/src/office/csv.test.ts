import { describe, expect, it } from 'vitest'
import { toHex, utf8 } from '../crypto/bytes'
import { sm3 } from '../crypto/sm3'
import { kReasonColumn, pickRows, readBatchFile, rowsWithReasons } from './batch_file'
import { CsvError, exportCsv, guard, readCsv, unguard, writeCsv } from './csv'

describe('CSV', () => {
  it.each([
    [[['a', 'b'], ['1', '2']], 'a,b\r\n1,2\r\n'],
    [[['a,b', 'c"d', 'e\nf', '']], '"a,b","c""d","e\nf",\r\n'],
  ])('goes out and back: %j', (rows, text) => {
    expect(writeCsv(rows)).toBe(text)
    expect(readCsv(text)).toEqual(rows)
  })
  it('is read with either line end, a byte order mark, and without a last line end', () => {
    expect(readCsv('\ufeffa,b\n1,2')).toEqual([['a', 'b'], ['1', '2']])
    expect(readCsv('')).toEqual([])
  })
  it.each(['"a', '"a"b', 'a"b', 'a\rb'])('%j is none', (bad) => {
    expect(() => readCsv(bad)).toThrow(CsvError)
  })
})

describe('cells that a spreadsheet would carry out', () => {
  it.each(['=1+1', '+86 138', '-1', '@SUM(A1)', '\t=1', '\r=1', '=HYPERLINK("http://x","y")', '＝1', '＋1', '－1', '＠x'])('%j leave with an apostrophe, and come back', (cell) => {
    expect(guard(cell)).toBe(`'${cell}`)
    expect(unguard(guard(cell))).toBe(cell)
    const cells = readCsv(exportCsv([[cell]]))
    expect(cells[0]![0]!.startsWith("'")).toBe(true)
  })
  it.each(['张三', '13800001234', "'quoted'", '', 'a=b', '0'])('%j stays', (cell) => {
    expect(guard(cell)).toBe(cell)
    expect(unguard(cell)).toBe(cell)
  })
})

describe('a file of applications', () => {
  const text = 'profile,phone,request\r\nindividual,+86 138,AA==\r\nstaff,2,BB==\r\ndevice,3,CC==\r\n'
  const file = readBatchFile('a.csv', utf8(text))
  it('is sent as it is', () => {
    expect(file).toMatchObject({ format: 'csv', rows: 3, sm3: toHex(sm3(utf8(text))) })
    expect(file.octets).toEqual(utf8(text))
  })
  it('gives its refused rows again, as they were', () => {
    expect(new TextDecoder().decode(pickRows(file, [1, 3]).octets)).toBe('profile,phone,request\r\nindividual,+86 138,AA==\r\ndevice,3,CC==\r\n')
  })
  it('is the same again after its refused rows went through a spreadsheet', () => {
    const exported = exportCsv(rowsWithReasons(file, new Map([[1, '=因为'], [3, '校验位不符']])))
    expect(readCsv(exported)[0]![0]).toBe(kReasonColumn)
    expect(exported).toContain("'+86 138")
    const again = readBatchFile('failed.csv', utf8(exported))
    expect(new TextDecoder().decode(again.octets)).toBe(new TextDecoder().decode(pickRows(file, [1, 3]).octets))
  })
  it('may be NDJSON', () => {
    const lines = '{"profile":"individual"}\n{"profile":"staff"}\n'
    const read = readBatchFile('a.ndjson', utf8(lines))
    expect(read).toMatchObject({ format: 'ndjson', rows: 2 })
    expect(new TextDecoder().decode(pickRows(read, [2]).octets)).toBe('{"profile":"staff"}\n')
    expect(rowsWithReasons(read, new Map([[2, 'x']]))).toEqual([[kReasonColumn, 'ndjson'], ['x', '{"profile":"staff"}']])
  })
  it.each([['a.csv', 'name\n1\n'], ['a.csv', 'profile\n'], ['a.ndjson', '{'], ['a.csv', '"profile']])('%s %j is none', (name, bad) => {
    expect(() => readBatchFile(name, utf8(bad))).toThrow()
  })
  it('is UTF-8', () => {
    expect(() => readBatchFile('a.csv', Uint8Array.of(0xff, 0xfe, 0x2c))).toThrow()
  })
})
