// What the pages of batches ask of the server (openapi: batchSubmit, batchList, batchShow, batchRows).
import type { paths } from '../api/schema'
import { read, writeFile } from './officer_api'
import { mediaTypes, type BatchFile } from './batch_file'

type Answer<Path extends keyof paths> = paths[Path] extends { get: { responses: { 200: { content: { 'application/json': infer Body } } } } } ? Body : never
export type BatchPage = Answer<'/batches'>
export type BatchDetails = Answer<'/batches/{number}'>
export type BatchRows = Answer<'/batches/{number}/rows'>
export type BatchRow = BatchRows['rows'][number]

const kRows = 200 // the most that a page may have
const path = (number: string): string => `/batches/${encodeURIComponent(number)}`

export const listBatches = (after: string): Promise<BatchPage> => read<BatchPage>(`/batches?limit=20${after ? `&after=${encodeURIComponent(after)}` : ''}`)
export const fetchBatch = (number: string): Promise<BatchDetails> => read<BatchDetails>(path(number))

/** All of them; `came` is called with how many are there. */
export async function fetchRows(number: string, came: (rows: number) => void): Promise<BatchRow[]> {
  const rows: BatchRow[] = []
  for (let after: number | undefined = 0; after !== undefined; ) {
    const page: BatchRows = await read<BatchRows>(`${path(number)}/rows?limit=${kRows}${after > 0 ? `&after=${after}` : ''}`)
    rows.push(...page.rows)
    came(rows.length)
    after = page.next
  }
  return rows
}

export const submitBatch = (file: BatchFile, idempotencyKey: string): Promise<{ number: string }> => writeFile<{ number: string }>('/batches', mediaTypes[file.format], file.octets, idempotencyKey)

/** The file that was just handed in, so that its refused rows need not be looked for: in memory, by its digest. */
const files = new Map<string, BatchFile>()
export const rememberFile = (file: BatchFile): void => void files.set(file.sm3, file)
export const rememberedFile = (sm3: string): BatchFile | undefined => files.get(sm3)
