// What the signed-in officer asks of the server. The key signs each request; a locked key asks for nothing.
import { publicJson, serverNow } from '../api/client'
import { newIdempotencyKey, signedAsk, signedJson, signedOctets, signedSend, signedText, signedWrite, type Identity } from '../api/signed'
import type { components } from '../api/schema'
import { equal } from '../crypto/bytes'
import { readCertificate } from '../crypto/certificate'
import { KeyLocked, type KeyHolder } from '../keys/key_holder'
import { session, type Officer } from './session'
import type { Application, Procedure } from './work'

type Schemas = components['schemas']
export type ApplicationPage = Schemas['ApplicationPage']
export type Receipt = Schemas['ApplicationReceipt']
export type Look = Schemas['Look']

const identityOf = (id: string, key: KeyHolder): Identity => ({ keyId: `officer:${id}`, sign: (octets) => key.sign(octets) })

function identity(): Identity {
  if (!session.officer || !session.key) throw new KeyLocked()
  return identityOf(session.officer.id, session.key)
}

export class AnotherKey extends Error {}

const kLast = 'yinxin.last-sign-in.' // the account and the time: no name, no key

/** Proves the key to the server and learns who it belongs to. Throws ApiProblem, AnotherKey. */
export async function officerOf(id: string, key: KeyHolder): Promise<Officer> {
  const officer = await signedJson<Officer>(identityOf(id, key), `/officers/${id}`)
  if (!officer.certificate_pem) throw new AnotherKey()
  const certificate = readCertificate(new TextEncoder().encode(officer.certificate_pem))
  if (!equal(certificate.publicKey, key.publicKey)) throw new AnotherKey()
  return officer
}

/** As officerOf(), and from then on they are signed in. */
export async function signIn(id: string, key: KeyHolder): Promise<void> {
  const officer = await officerOf(id, key)
  session.lastSignIn = localStorage.getItem(kLast + id) ?? undefined
  localStorage.setItem(kLast + id, new Date(serverNow()).toISOString())
  session.key = key
  session.officer = officer
  session.locked = ''
}

export const read = <T>(path: string): Promise<T> => signedJson<T>(identity(), path)
export const readText = (path: string): Promise<string> => signedText(identity(), path)
export const readOctets = (path: string): Promise<Uint8Array> => signedOctets(identity(), path)
export const write = <T>(path: string, body: string, idempotencyKey = newIdempotencyKey()): Promise<T> =>
  signedWrite<T>(identity(), path, body, idempotencyKey)

/** An act of another officer than the one who is signed in: several sign at one machine. */
export const writeAs = <T>(id: string, key: KeyHolder, path: string, body: string, idempotencyKey: string): Promise<T> =>
  signedWrite<T>(identityOf(id, key), path, body, idempotencyKey)

/** A file, as it is: its octets are what is signed. */
export const writeFile = <T>(path: string, type: string, file: Uint8Array, idempotencyKey: string, progress?: (sent: number) => void): Promise<T> =>
  signedSend<T>(identity(), path, type, file, idempotencyKey, progress)

/** Octets for a request that is on record. */
export const askOctets = (path: string, body: string): Promise<Uint8Array> => signedAsk(identity(), path, body)

export const applicationPath = (number: string): string => `/applications/${encodeURIComponent(number)}`
export const fetchApplication = (number: string): Promise<Application> => read<Application>(applicationPath(number))

/** `owed`: only where a clock runs that an officer's step would stop, the soonest first; else the newest first. */
export function listApplications(state: string, after: string, limit: number, owed = false): Promise<ApplicationPage> {
  const query = new URLSearchParams({ limit: String(limit) })
  if (state) query.set('state', state)
  if (owed) query.set('owed', 'true')
  if (after) query.set('after', after)
  return read<ApplicationPage>(`/applications?${query.toString()}`)
}

export const searchByPaper = (kind: string, number: string): Promise<ApplicationPage> =>
  write<ApplicationPage>('/applications/search', JSON.stringify({ kind, number }))

let procedure: Promise<Procedure> | undefined
/** Rules change with a new version of the program only: once is enough. */
export function fetchProcedure(): Promise<Procedure> {
  procedure ??= publicJson<Procedure>('/procedures/certificate').catch((fault: unknown) => {
    procedure = undefined
    throw fault
  })
  return procedure
}
