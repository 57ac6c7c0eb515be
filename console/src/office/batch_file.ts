// A file of applications before it is handed in, and its refused rows afterwards.
import { toHex, utf8 } from '../crypto/bytes'
import { sm3 } from '../crypto/sm3'
import { readCsv, unguard, writeCsv } from './csv'

export const kMaxBatchFile = 16 * 1024 * 1024 // octets, as kMaxBatchFile of src/registration
export type BatchFormat = 'csv' | 'ndjson'
export const mediaTypes: Record<BatchFormat, string> = { csv: 'text/csv', ndjson: 'application/x-ndjson' }

export interface BatchFile {
  name: string
  format: BatchFormat
  octets: Uint8Array // as they are signed and sent
  rows: number
  sm3: string
}

const kRequired = 'profile'

/** Guards that our own export put before cells are taken off again. Throws when it is no such file. */
export function readBatchFile(name: string, file: Uint8Array): BatchFile {
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(file)
  const ndjson = /\.(ndjson|jsonl)$/i.test(name)
  if (ndjson) {
    const rows = linesOf(text)
    rows.forEach((line) => JSON.parse(line))
    return { name, format: 'ndjson', octets: file, rows: rows.length, sm3: toHex(sm3(file)) }
  }
  const records = readCsv(text)
  if (!records[0]?.includes(kRequired) || records.length < 2) throw new RangeError('no header of a batch')
  const guarded = records.some((row) => row.some((cell) => unguard(cell) !== cell))
  const reason = records[0].indexOf(kReasonColumn)
  const octets = guarded || reason >= 0 ? utf8(writeCsv(records.map((row) => row.filter((_, i) => i !== reason).map(unguard)))) : file
  return { name, format: 'csv', octets, rows: records.length - 1, sm3: toHex(sm3(octets)) }
}

function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line.trim() !== '')
}

/** What an export adds in front of a refused row; it goes when the file is handed in again. */
export const kReasonColumn = '未录入原因'

/** Rows by their positions (from 1), as they were: to be handed in again. */
export function pickRows(file: BatchFile, positions: number[]): BatchFile {
  const text = new TextDecoder().decode(file.octets)
  const wanted = new Set(positions)
  const kept = (_: unknown, i: number): boolean => wanted.has(i + 1)
  const records = file.format === 'csv' ? readCsv(text) : []
  const made = file.format === 'csv' ? writeCsv([records[0]!, ...records.slice(1).filter(kept)]) : linesOf(text).filter(kept).map((line) => `${line}\n`).join('')
  const octets = utf8(made)
  return { ...file, octets, rows: positions.length, sm3: toHex(sm3(octets)) }
}

/** The refused rows with the reason of each, for a spreadsheet. Of NDJSON each row is one cell. */
export function rowsWithReasons(file: BatchFile, reasons: Map<number, string>): string[][] {
  const text = new TextDecoder().decode(file.octets)
  if (file.format === 'ndjson') {
    const lines = linesOf(text)
    return [[kReasonColumn, 'ndjson'], ...[...reasons].map(([position, reason]) => [reason, lines[position - 1] ?? ''])]
  }
  const [header = [], ...records] = readCsv(text)
  return [[kReasonColumn, ...header], ...[...reasons].map(([position, reason]) => [reason, ...(records[position - 1] ?? [])])]
}

/** The columns of BATCH.md, with one row to be written over. */
export const template: string[][] = [
  ['profile', 'subject.O', 'subject.OU', 'subject.CN', 'identity.organization_code', 'identity.resident_id', 'phone', 'mail', 'dns', 'mails', 'validity_days', 'request'],
]
