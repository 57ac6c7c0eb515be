// What is exported: one table with its name and head, as CSV or as XLSX. Every list and picture that people take along goes out here.
import { exportCsv } from '../office/csv'
import { saveFile } from '../public/certificate_view'

/** A number stays one in a spreadsheet; everything else is text, digits of serials and codes among it. */
export type Cell = string | number
export interface Table {
  name: string // of the file, without an ending
  columns: string[]
  rows: Cell[][]
  cut?: boolean // a list was longer than kMostListed
}
export const kFormats = ['xlsx', 'csv'] as const
export type Format = (typeof kFormats)[number]

export const kMostListed = 5_000 // rows of a list that is read page by page

/** All rows of a list that the server gives in pages, kMostListed at most. */
export async function everyRow<T>(page: (after: string) => Promise<{ rows: T[]; next: string | undefined }>): Promise<{ rows: T[]; cut: boolean }> {
  const rows: T[] = []
  let next: string | undefined = ''
  while (next !== undefined && rows.length < kMostListed) {
    const came: { rows: T[]; next: string | undefined } = await page(next)
    rows.push(...came.rows)
    next = came.next
  }
  return { rows: rows.slice(0, kMostListed), cut: next !== undefined || rows.length > kMostListed }
}

export const csvOf = (table: Table): string => exportCsv([table.columns, ...table.rows])

/** Throws XlsxError for what a spreadsheet program would not take; CSV has no such limits. */
export async function saveTable(table: Table, format: Format): Promise<void> {
  if (format === 'csv') return saveFile(`${table.name}.csv`, csvOf(table), 'text/csv;charset=utf-8')
  const { writeXlsx } = await import('./xlsx')
  saveFile(`${table.name}.xlsx`, writeXlsx(table) as Uint8Array<ArrayBuffer>, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
}
