// A spreadsheet of staff: read, checked line by line before anything is signed, entered one by one, and the refused lines again.
import { readCsv, unguard } from '../office/csv'
import { kKinds, staffFaults, type StaffDraft, type StaffField, type StaffPerson } from './staff'

export const kMaxStaffFile = 1024 * 1024 // octets
export const kMaxStaffRows = 2000
export const kReason = '未登记原因' // what an export of refused lines adds in front; passed over when the file comes back

/** Columns by their Chinese headings, in the order of the template. */
export const kColumns: [heading: string, field: StaffField][] = [
  ['编号', 'id'], ['姓名', 'name'], ['身份证号', 'identity'], ['人员类别', 'kind'], ['岗位', 'post'], ['关键岗位', 'key_post'], ['全职', 'full_time'], ['社会保险由本机构缴纳', 'insured'],
  ['背景审查日期', 'background_on'], ['劳动合同到期日', 'contract_to'], ['到岗日期', 'started_on'],
]
const kMayMiss: StaffField[] = ['background_on', 'contract_to']
const kKindWords: Record<string, StaffPerson['kind']> = { 专业技术: 'technical', 运营管理: 'operation', 安全管理: 'security', 客户服务: 'support', 其他: 'other' }
const kFlags: Record<string, boolean> = { 是: true, 否: false, true: true, false: false }

export interface StaffRow {
  line: number // of the file, from 2
  cells: string[] // as they stand in the file
  draft: StaffDraft
  faults: (StaffField | 'twice')[]
}
export interface StaffFile {
  name: string
  header: string[]
  rows: StaffRow[]
}
export type StaffFileFault = 'tooLarge' | 'unreadable' | 'tooMany' | 'empty' | 'columns'
export class StaffFileError extends Error {
  constructor(readonly fault: StaffFileFault, readonly missing: string[] = []) {
    super(fault)
  }
}

const dayText = (cell: string): string => cell.trim().replace(/^(\d{4})[/.年](\d{1,2})[/.月](\d{1,2})日?$/, '$1-$2-$3') // as spreadsheets write them

function draftFrom(fields: (StaffField | undefined)[], cells: string[]): StaffDraft {
  const cell = (field: StaffField): string => unguard((cells[fields.indexOf(field)] ?? '').trim()).trim()
  const kind = cell('kind')
  return {
    id: cell('id'), name: cell('name'), identity: cell('identity'), kind: kKindWords[kind] ?? ((kKinds as string[]).includes(kind) ? kind : ''), post: cell('post'),
    key_post: kFlags[cell('key_post')], full_time: kFlags[cell('full_time')], insured: kFlags[cell('insured')],
    background_on: dayText(cell('background_on')), contract_to: dayText(cell('contract_to')), started_on: dayText(cell('started_on')),
  }
}

/** Throws StaffFileError. Lines without any content are passed over. */
export function readStaffFile(name: string, octets: Uint8Array, today: string): StaffFile {
  if (octets.length > kMaxStaffFile) throw new StaffFileError('tooLarge')
  let records: string[][]
  try {
    records = readCsv(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(octets))
  } catch {
    throw new StaffFileError('unreadable')
  }
  const header = (records[0] ?? []).map((one) => unguard(one.trim()))
  const fields = header.map((heading) => kColumns.find(([zh, field]) => zh === heading || field === heading)?.[1])
  const missing = kColumns.filter(([, field]) => !fields.includes(field) && !kMayMiss.includes(field)).map(([zh]) => zh)
  if (missing.length > 0) throw new StaffFileError('columns', missing)
  const rows = records.map((cells, i): StaffRow => ({ line: i + 1, cells, draft: draftFrom(fields, cells), faults: [] })).slice(1).filter((row) => row.cells.some((cell) => cell.trim() !== ''))
  if (rows.length === 0) throw new StaffFileError('empty')
  if (rows.length > kMaxStaffRows) throw new StaffFileError('tooMany')
  const seen = new Set<string>()
  for (const row of rows) {
    row.faults = staffFaults(row.draft, today)
    if (seen.has(row.draft.id)) row.faults.push('twice')
    seen.add(row.draft.id)
  }
  return { name, header, rows }
}

/** Lines with the reason of each, in the form in which they may come back. */
export function linesWithReasons(file: StaffFile, reasons: Map<number, string>): string[][] {
  const old = file.header.indexOf(kReason)
  const without = (cells: string[]): string[] => cells.filter((_, i) => i !== old).map(unguard)
  return [[kReason, ...without(file.header)], ...file.rows.filter((row) => reasons.has(row.line)).map((row) => [reasons.get(row.line)!, ...without(row.cells)])]
}

/** The roster for a spreadsheet, in the order of the columns of StaffPage: flags and kinds as an officer reads them. No number of a paper is in it. */
export function rosterRows(people: StaffPerson[], words: { kind: (one: StaffPerson) => string; flag: (yes: boolean) => string; counts: (one: StaffPerson) => string }): string[][] {
  const line = (one: StaffPerson): string[] => [
    one.id, one.name, words.kind(one), one.post, words.flag(one.key_post), words.flag(one.full_time), words.flag(one.insured), one.background_on ?? '', one.contract_to ?? '', one.started_on, one.left_on ?? '', words.counts(one),
  ]
  return people.map(line)
}
