// A workbook of one sheet (ECMA-376, part 1), for what people take along: a head that stays, texts as texts, numbers as numbers. Formulas
// there are none: what begins like one is a text that says so (quotePrefix), and stays one where it is edited.
import { utf8 } from '../crypto/bytes'
import { looksLikeFormula } from '../office/csv'
import { writeZip } from '../parts/zip'
import type { Table } from './table'

// What spreadsheet programs take of a sheet.
export const kMostRows = 1_048_576 // the head among them
export const kMostCharacters = 32_767 // UTF-16 units of one cell
const kMostSheetName = 31
const kWidest = 60 // characters shown of a column; the rest is there
const kNarrowest = 8

export class XlsxError extends Error {}

/** Text of an element: what XML 1.0 cannot say is written as spreadsheets do (_x0001_), and half a character as U+FFFD. */
function escaped(text: string): string {
  return text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g, (one) => `_x${one.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
    .replace(/[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]/g, (one) => (one.length === 2 ? one : '\ufffd'))
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
}

/** 0 is A, 26 is AA. */
export function columnName(index: number): string {
  const rest = Math.floor(index / 26)
  return (rest === 0 ? '' : columnName(rest - 1)) + String.fromCharCode(65 + (index % 26))
}

/** As programs take it: at most 31 characters, without those that stand in references. */
export function sheetName(name: string): string {
  const plain = [...name.replace(/[[\]:*?/\\]/g, ' ').replace(/^'+|'+$/g, '').trim()]
  while (plain.join('').length > kMostSheetName) plain.pop()
  return plain.length === 0 ? 'Sheet1' : plain.join('')
}

// Places in cellXfs of kStyles.
const kText = 1
const kHead = 2
const kQuoted = 3
const kStyles = '<fonts count="2"><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="11"/><name val="宋体"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf/><xf numFmtId="49" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" applyNumberFormat="1" applyFont="1"/><xf numFmtId="49" quotePrefix="1" applyNumberFormat="1"/></cellXfs>'

function cell(value: string | number, column: number, row: number): string {
  const place = `${columnName(column)}${row}`
  if (typeof value === 'number' && Number.isFinite(value)) return `<c r="${place}"><v>${value}</v></c>`
  const text = String(value)
  if (text.length > kMostCharacters) throw new XlsxError(place)
  if (text === '') return ''
  const style = row === 1 ? kHead : looksLikeFormula(text) ? kQuoted : kText
  return `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`
}

const kWide = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]|[\ud840-\ud8bf]/
const widthOf = (text: string): number => [...text].reduce((sum, one) => sum + (kWide.test(one) ? 2 : 1), 0)

const kMain = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const kRelations = 'http://schemas.openxmlformats.org/package/2006/relationships'
const kOffice = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const kTypes = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
const kBegin = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

function sheetOf(table: Table): string {
  const all = [table.columns, ...table.rows]
  const widths = table.columns.map((_, i) => Math.min(kWidest, all.slice(0, 200).reduce((most, row) => Math.max(most, widthOf(String(row[i] ?? ''))), kNarrowest) + 2))
  const columns = widths.map((width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`).join('')
  const rows = all.map((row, i) => `<row r="${i + 1}">${row.map((one, j) => cell(one, j, i + 1)).join('')}</row>`).join('')
  return `<worksheet xmlns="${kMain}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>${columns === '' ? '' : `<cols>${columns}</cols>`}<sheetData>${rows}</sheetData></worksheet>`
}

/** The same table gives the same octets. Throws XlsxError when a program would not take it: too many rows, or a cell too long. */
export function writeXlsx(table: Table): Uint8Array {
  if (table.rows.length + 1 > kMostRows) throw new XlsxError('rows')
  const name = escaped(sheetName(table.name)).replaceAll('"', '&quot;')
  const parts: [name: string, text: string][] = [
    ['[Content_Types].xml', `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${kTypes}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${kTypes}.styles+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${kTypes}.worksheet+xml"/></Types>`],
    ['_rels/.rels', `<Relationships xmlns="${kRelations}"><Relationship Id="rId1" Type="${kOffice}/officeDocument" Target="xl/workbook.xml"/></Relationships>`],
    ['xl/workbook.xml', `<workbook xmlns="${kMain}" xmlns:r="${kOffice}"><sheets><sheet name="${name}" sheetId="1" r:id="rId1"/></sheets></workbook>`],
    ['xl/_rels/workbook.xml.rels', `<Relationships xmlns="${kRelations}"><Relationship Id="rId1" Type="${kOffice}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${kOffice}/styles" Target="styles.xml"/></Relationships>`],
    ['xl/styles.xml', `<styleSheet xmlns="${kMain}">${kStyles}</styleSheet>`],
    ['xl/worksheets/sheet1.xml', sheetOf(table)],
  ]
  return writeZip(parts.map(([path, text]) => ({ name: path, octets: utf8(kBegin + text) })))
}
