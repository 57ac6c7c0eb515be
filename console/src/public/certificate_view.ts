// A certificate as everybody may see it: content, status, and its chain, from the three public operations.
import { publicJson, publicText } from '../api/client'
import { ApiProblem } from '../api/problem'
import type { components } from '../api/schema'

export type Contents = components['schemas']['CertificateContents']
export type Status = components['schemas']['CertificateStatus']

export interface CertificateView {
  contents: Contents
  status: Status
  chain: string
}

/** Nothing when the provider has no such certificate. */
export async function fetchCertificate(serial: string): Promise<CertificateView | undefined> {
  try {
    const [contents, status] = await Promise.all([publicJson<Contents>(`/certificates/${serial}`), publicJson<Status>(`/certificates/${serial}/status`)])
    const chain = await publicText(`/ca/${encodeURIComponent(contents.authority)}/chain`).catch(() => '')
    return { contents, status, chain }
  } catch (fault) {
    if (fault instanceof ApiProblem && (fault.status === 404 || fault.status === 400)) return undefined // 400: no serial number has this form
    throw fault
  }
}

/** The mark that goes with a status. */
export const markOf: Record<Status['status'], string> = { valid: 'ok', suspended: 'stop', revoked: 'over', expired: 'stop', not_yet_valid: 'info' }

/** One attribute of a name in text: "C=CN, O=…, CN=…". A comma in a value is escaped by a backslash. */
export function nameParts(text: string): [string, string][] {
  return text
    .split(/(?<!\\),\s*/)
    .map((part): [string, string] => [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1).replace(/\\(.)/g, '$1')])
}

export function commonName(text: string): string {
  const parts = nameParts(text)
  return (parts.find(([type]) => type === 'CN') ?? parts.at(-1))?.[1] ?? text
}

/** The organisation of a name, or what else it goes by. */
export function organisation(text: string): string {
  return nameParts(text).find(([type]) => type === 'O')?.[1] ?? commonName(text)
}

/** A name without its country, most telling part first. */
export function nameInWords(text: string): string {
  const parts = nameParts(text).filter(([type]) => type !== 'C')
  return [...new Set(parts.reverse().map(([, value]) => value))].join('，')
}

/** Gives the browser a file to save. */
export function saveFile(name: string, content: BlobPart, type: string): void {
  const address = URL.createObjectURL(new Blob([content], { type }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
