// What an applicant or holder asks, signed with the very key that is to be certified (docs/decisions/0004).
import { untilAnswered } from '../api/again'
import { newIdempotencyKey, signedJson, signedText, signedWrite, type Identity } from '../api/signed'
import type { components } from '../api/schema'
import { toBase64 } from '../crypto/bytes'
import type { KeyHolder } from '../keys/key_holder'
import type { Application } from '../office/work'

type Schemas = components['schemas']
export type Receipt = Schemas['ApplicationReceipt']
export type Summary = Schemas['ApplicationSummary']
export type Form = Schemas['ApplicationForm']
export interface Opening {
  kind: string
  number: string
}

/** Who has the key proves no more than that: "key:" and base64 of X || Y. */
export function identityOf(key: KeyHolder): Identity {
  return { keyId: `key:${toBase64(key.publicKey.subarray(1))}`, sign: (octets) => key.sign(octets) }
}

export const pathOf = (number: string): string => `/applications/${encodeURIComponent(number)}`

/** The application that this key serves; nothing when it serves none, or one that came to nothing. */
export async function findNumber(key: KeyHolder): Promise<string | undefined> {
  const page = await signedJson<Schemas['ApplicationPage']>(identityOf(key), '/applications?limit=1')
  return page.applications[0]?.number
}

export const fetchApplication = (key: KeyHolder, number: string): Promise<Application> => signedJson<Application>(identityOf(key), pathOf(number))
export const fetchPaper = (key: KeyHolder, number: string, which: 'notification' | 'agreement'): Promise<string> =>
  signedText(identityOf(key), `${pathOf(number)}/${which}`)

/** The holder's own numbers in clear, for who signs with the application's key only. */
export async function fetchNumbers(key: KeyHolder, number: string): Promise<Opening[]> {
  return (await signedJson<{ identities: Opening[] }>(identityOf(key), `${pathOf(number)}/identity-openings`)).identities
}

/** The same `idempotencyKey` with the same body is carried out once. */
export const write = <T>(key: KeyHolder, path: string, body: string, idempotencyKey = newIdempotencyKey()): Promise<T> =>
  signedWrite<T>(identityOf(key), path, body, idempotencyKey)

export const submitForm = (key: KeyHolder, form: Form, idempotencyKey: string): Promise<Receipt> =>
  write<Receipt>(key, '/applications', JSON.stringify(form), idempotencyKey)

/** Sent again by itself while the server is away. */
export async function addMaterial(key: KeyHolder, number: string, kind: string, title: string, file: File): Promise<void> {
  const content = toBase64(new Uint8Array(await file.arrayBuffer()))
  const body = JSON.stringify({ kind, title, media_type: mediaTypeOf(file.name), content })
  const idempotencyKey = newIdempotencyKey()
  await untilAnswered(() => write<unknown>(key, `${pathOf(number)}/materials`, body, idempotencyKey), () => undefined)
}

// As kMediaTypes and kMaxMaterial of src/registration.
const kMediaTypes: Record<string, string> = { pdf: 'application/pdf', ofd: 'application/ofd', jpg: 'image/jpeg', jpeg: 'image/jpeg', png: 'image/png' }
export const kMaxMaterial = 2 * 1024 * 1024
export const kMaterialFiles = '.pdf,.ofd,.jpg,.jpeg,.png'

/** By the name's ending; empty for what is not taken. */
export function mediaTypeOf(name: string): string {
  return kMediaTypes[name.slice(name.lastIndexOf('.') + 1).toLowerCase()] ?? ''
}
