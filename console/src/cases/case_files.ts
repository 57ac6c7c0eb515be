// Files of cases: handed in before a step names them, listed, read; a sealed one for a reason that goes on record.
import { kPauses, untilAnswered } from '../api/again'
import { newIdempotencyKey } from '../api/signed'
import { ApiProblem, kOddAnswer } from '../api/problem'
import type { components } from '../api/schema'
import { toHex, utf8 } from '../crypto/bytes'
import { sm3 } from '../crypto/sm3'
import type { Progress, SendFile } from '../office/file_upload'
import { askOctets, read, readOctets, writeFile } from '../office/officer_api'
import { casePath, type CaseFile, type CaseFileList } from './case_api'
import type { Entry } from './rules'

type Receipt = components['schemas']['CaseFileReceipt']
const kFileType = 'application/vnd.yinxin.file'

export const caseFilesPath = (number: string): string => `${casePath(number)}/files`
export const openingFilesPath = (procedure: string): string => `/procedures/${encodeURIComponent(procedure)}/files`
export const listFiles = (number: string): Promise<CaseFileList> => read<CaseFileList>(caseFilesPath(number))

/** One line of JSON, and the octets behind it: all of it is signed. */
export function fileBody(input: string, name: string, octets: Uint8Array): Uint8Array {
  const head = utf8(`${JSON.stringify({ input, name })}\n`)
  const body = new Uint8Array(head.length + octets.length)
  body.set(head)
  body.set(octets, head.length)
  return body
}

/** Sends a file for an input of what `path` leads to, again where the server is away; gives the SM3 that the server computed of what it received. */
export async function handIn(path: string, input: string, file: File, progress: Progress, pauses = kPauses): Promise<string> {
  const body = fileBody(input, file.name, new Uint8Array(await file.arrayBuffer()))
  const key = newIdempotencyKey()
  return (await untilAnswered(() => writeFile<Receipt>(path, kFileType, body, key, progress), () => progress(0, true), pauses)).sm3
}

/** For ActForm: as handIn(), and holds what the server says to what was sent. */
export const senderTo =
  (path: string, pauses = kPauses): SendFile =>
  async (input, file, progress) => {
    const sm3OfServer = await handIn(path, input, file, progress, pauses)
    if (sm3OfServer !== toHex(sm3(new Uint8Array(await file.arrayBuffer())))) throw new ApiProblem(kOddAnswer, 201)
    return sm3OfServer
  }

/** The octets that the SM3 names; with a reason where they are sealed. */
export async function fetchFile(number: string, file: CaseFile, reason: string): Promise<Uint8Array> {
  const path = `${caseFilesPath(number)}/${file.sm3}`
  const octets = file.look ? await askOctets(`${path}/looks`, JSON.stringify({ reason })) : await readOctets(path)
  if (toHex(sm3(octets)) !== file.sm3) throw new ApiProblem(kOddAnswer, 200)
  return octets
}

/** Files that steps name and that are not in the list: they lie elsewhere, and only their digest is known. */
export const onlyNamed = (papers: Entry[], files: CaseFile[]): Entry[] => papers.filter(({ value }) => !files.some((one) => one.sm3 === value))
