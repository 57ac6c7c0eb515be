// 文书核验: what may be known of an issued document by the code that is printed on it.
import { publicJson } from '../api/client'
import { ApiProblem } from '../api/problem'
import type { components } from '../api/schema'

export type VerifiedDocument = components['schemas']['VerifiedDocument']
const kCode = /^[0-9A-Za-z-]{4,64}$/

/** As printed, as typed with blanks, or the address of the QR code; nothing when it is none. */
export function codeOf(typed: string): string | undefined {
  const text = typed.trim().normalize('NFKC')
  const last = /\/(?:d|documents)\/([^/?#]+)/.exec(text)?.[1] ?? text
  const code = last.replace(/\s+/g, '')
  return kCode.test(code) ? code : undefined
}

/** Null: there is none with this code. */
export const fetchDocument = (code: string): Promise<VerifiedDocument | null> =>
  publicJson<VerifiedDocument>(`/d/${encodeURIComponent(code)}`).catch((fault: unknown) => {
    if (fault instanceof ApiProblem && fault.status === 404) return null
    throw fault
  })

/** The digest of a file against the head that is published. */
export const sameHead = (digest: string, head: string): boolean => head !== '' && digest.toLowerCase().startsWith(head.toLowerCase())
