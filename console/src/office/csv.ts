// CSV (RFC 4180) for batches and what is exported of them (src/registration/BATCH.md). A spreadsheet takes a cell that
// begins like a formula for one and carries it out (CWE-1236): such cells leave here with an apostrophe before them, and
// lose it when a file comes back.

const kFormula = /^[=+\-@\t\r\uff0b\uff0d\uff1d\uff20]/ // and their full-width forms
const kGuarded = /^'[=+\-@\t\r\uff0b\uff0d\uff1d\uff20]/

export const looksLikeFormula = (cell: string): boolean => kFormula.test(cell)
export const guard = (cell: string): string => (looksLikeFormula(cell) ? `'${cell}` : cell)
export const unguard = (cell: string): string => (kGuarded.test(cell) ? cell.slice(1) : cell)

const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

/** For people: texts guarded, numbers as they are, with the byte order mark by which spreadsheets know UTF-8. */
export function exportCsv(rows: (string | number)[][]): string {
  return `\ufeff${writeCsv(rows.map((row) => row.map((cell) => (typeof cell === 'number' ? String(cell) : guard(cell)))))}`
}

export function writeCsv(rows: string[][]): string {
  return rows.map((row) => `${row.map(quoted).join(',')}\r\n`).join('')
}

export class CsvError extends Error {}

/** Records of cells; an empty last line is none. Throws CsvError. */
export function readCsv(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let at = text.startsWith('\ufeff') ? 1 : 0
  if (at === text.length) return rows
  for (;;) {
    let cell = ''
    if (text[at] === '"') {
      for (at += 1; ; at += 1) {
        const end = text.indexOf('"', at)
        if (end < 0) throw new CsvError('a quotation mark that nothing closes')
        cell += text.slice(at, end)
        at = end + 1
        if (text[at] !== '"') break
        cell += '"'
      }
    } else {
      const match = /[,\r\n"]/.exec(text.slice(at, at + 300_000))
      const end = match ? at + match.index : text.length
      if (match?.[0] === '"') throw new CsvError('a quotation mark inside a cell')
      cell = text.slice(at, end)
      at = end
    }
    row.push(cell)
    if (text[at] === ',') {
      at += 1
      continue
    }
    rows.push(row)
    row = []
    if (at === text.length) return rows
    if (text[at] === '\r' && text[at + 1] === '\n') at += 2
    else if (text[at] === '\n') at += 1
    else throw new CsvError('characters after a quotation mark, or a lone carriage return')
    if (at === text.length) return rows
  }
}
