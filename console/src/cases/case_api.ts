// What is asked about cases and their rules. The rules are open to all; a case is asked for with the officer's signature.
import { publicJson } from '../api/client'
import type { components } from '../api/schema'
import { read } from '../office/officer_api'
import type { Procedure } from '../office/work'
import type { Case, CaseSummary } from './rules'

type Schemas = components['schemas']
export type ProcedureSummary = Schemas['ProcedureList']['procedures'][number]
export type CasePage = Schemas['CasePage']
export type CaseReceipt = Schemas['CaseReceipt']
export type Reminder = Schemas['ReminderPage']['reminders'][number]
export type CaseDocument = Schemas['CaseDocumentList']['documents'][number]
export type IssuedDocument = Schemas['IssuedDocument']
export type CaseFile = Schemas['CaseFile']
export type CaseFileList = Schemas['CaseFileList']
export type DocumentField = Schemas['DocumentField']

export const casePath = (number: string): string => `/cases/${encodeURIComponent(number)}`
export const fetchCase = (number: string): Promise<Case> => read<Case>(casePath(number))

/** Rules change with a new version of the program, or with the day: a version never does. */
const kept = new Map<string, Promise<unknown>>()
function once<T>(path: string): Promise<T> {
  let asked = kept.get(path)
  if (!asked) {
    asked = publicJson<T>(path).catch((fault: unknown) => {
      kept.delete(path)
      throw fault
    })
    kept.set(path, asked)
  }
  return asked as Promise<T>
}
export const forgetRules = (): void => kept.clear()
export const fetchProcedures = async (): Promise<ProcedureSummary[]> => (await once<Schemas['ProcedureList']>('/procedures')).procedures
/** Of a case: the version it began with. Without one: the version in force. */
export const fetchRules = (id: string, version?: string): Promise<Procedure> =>
  once<Procedure>(`/procedures/${encodeURIComponent(id)}${version === undefined ? '' : `?version=${encodeURIComponent(version)}`}`)
export const rulesOf = (one: CaseSummary): Promise<Procedure> => fetchRules(one.procedure, one.procedure_version)

/** Conditions of the list as they stand in the address of the page. */
export interface CaseFilter {
  procedure?: string
  state?: string
  due?: string // "overdue", or a number of days
  mine?: boolean
}
const kDay = 86_400_000

export function casesQuery(filter: CaseFilter, after: string, limit: number, now: number): string {
  const query = new URLSearchParams({ limit: String(limit) })
  if (filter.procedure) query.set('procedure', filter.procedure)
  if (filter.procedure && filter.state) query.set('state', filter.state)
  if (filter.due === 'overdue') query.set('overdue', 'true')
  else if (filter.due) query.set('due_before', new Date(now + Number(filter.due) * kDay).toISOString().replace(/\.\d+/, ''))
  if (after) query.set('after', after)
  return `/cases?${query.toString()}`
}
export const listCases = (filter: CaseFilter, after: string, limit: number, now: number): Promise<CasePage> => read<CasePage>(casesQuery(filter, after, limit, now))

export const listReminders = async (role: string, limit: number): Promise<Reminder[]> =>
  (await read<Schemas['ReminderPage']>(`/reminders?${new URLSearchParams({ role, limit: String(limit) }).toString()}`)).reminders
export const listDocuments = async (number: string): Promise<CaseDocument[]> => (await read<Schemas['CaseDocumentList']>(`${casePath(number)}/documents`)).documents
