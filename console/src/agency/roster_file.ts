// What an agency fills in: a spreadsheet with Chinese headings, turned here into the columns that the server takes
// (src/registration/ROSTER.md), and the list of people who left.
import { readCsv, unguard, writeCsv } from '../office/csv'

export const kMaxRosterRows = 5000 // as src/registration/batch_file.hpp
export const kMaxRosterFile = 2 * 1024 * 1024

/** Headings of the agency's file, and the column each fills. The first four are required. */
const kHeadings: [string, string][] = [
  ['姓名', 'subject.CN'],
  ['部门', 'subject.OU'],
  ['身份证号', 'identity.resident_id'],
  ['手机', 'phone'],
  ['邮箱', 'mail'],
  ['职务', 'subject.title'],
]
const kRequired = ['姓名', '部门', '身份证号', '手机']
export const rosterTemplate: string[][] = [kHeadings.map(([heading]) => heading)]
/** Columns of a list of leavers, each by its heading in a hand-out list or by its own name. */
const kLeavers: [string, string][] = [
  ['受理号', 'application'],
  ['证书序列号', 'serial'],
]
export const leaversTemplate: string[][] = [kLeavers.map(([heading]) => heading)]

export interface Agency {
  code: string
  name: string
}
export interface RosterFile {
  rows: number
  csv: string
}
export class RosterFileError extends Error {
  constructor(
    readonly fault: 'unreadable' | 'heading' | 'missing' | 'empty' | 'rows' | 'cells',
    readonly what = '',
  ) {
    super(fault)
  }
}

function records(text: string): string[][] {
  try {
    return readCsv(text).map((row) => row.map((cell) => unguard(cell.trim())))
  } catch {
    throw new RosterFileError('unreadable')
  }
}

/** Throws RosterFileError. */
export function readRoster(text: string, agency: Agency, profile: string): RosterFile {
  const [header, ...rows] = records(text).filter((row) => row.some((cell) => cell !== ''))
  if (!header) throw new RosterFileError('empty')
  const columns = header.map((heading, at) => {
    const known = kHeadings.find(([name]) => name === heading)
    if (!known || header.indexOf(heading) !== at) throw new RosterFileError('heading', heading)
    return known[1]
  })
  const missing = kRequired.find((heading) => !header.includes(heading))
  if (missing) throw new RosterFileError('missing', missing)
  if (rows.length === 0) throw new RosterFileError('empty')
  if (rows.length > kMaxRosterRows) throw new RosterFileError('rows', String(rows.length))
  const odd = rows.findIndex((row) => row.length !== header.length)
  if (odd >= 0) throw new RosterFileError('cells', String(odd + 1))
  const same = [profile, agency.name, agency.code]
  return { rows: rows.length, csv: writeCsv([['profile', 'subject.O', 'identity.organization_code', ...columns], ...rows.map((row) => [...same, ...row])]) }
}

export interface LeaversFile {
  rows: number
  csv: string
}

/** Only what names a certificate is sent: other columns are the agency's own. Throws RosterFileError. */
export function readLeavers(text: string): LeaversFile {
  const [header, ...rows] = records(text).filter((row) => row.some((cell) => cell !== ''))
  if (!header) throw new RosterFileError('empty')
  const kept = kLeavers.map(([heading, name]) => [name, header.findIndex((one) => one === heading || one === name)] as const).filter(([, at]) => at >= 0)
  if (kept.length === 0) throw new RosterFileError('missing', leaversTemplate[0]!.join('、'))
  if (rows.length === 0) throw new RosterFileError('empty')
  if (rows.length > kMaxRosterRows) throw new RosterFileError('rows', String(rows.length))
  return { rows: rows.length, csv: writeCsv([kept.map(([name]) => name), ...rows.map((row) => kept.map(([, at]) => row[at] ?? ''))]) }
}
