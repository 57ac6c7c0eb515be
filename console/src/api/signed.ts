// What an officer asks: every request signed (crypto/message_signature.ts), reads as well.
import { utf8 } from '../crypto/bytes'
import { randomHex, signRequest, type OutgoingRequest, type Sign } from '../crypto/message_signature'
import { address, json, send, sendLarge, serverNow } from './client'
import { ApiProblem } from './problem'

export interface Identity {
  keyId: string
  sign: Sign
}

type Way = (request: OutgoingRequest) => Promise<Response>
const plainly: Way = (request) => send(request.method, request.url, request.headers, request.body)

async function sendSigned(by: Identity, request: OutgoingRequest, way: Way): Promise<Response> {
  const as = { keyId: by.keyId, created: Math.floor(serverNow() / 1000), nonce: randomHex(16) }
  await signRequest(request, as, by.sign)
  return way(request)
}

/** A clock that was off is known after the first answer: then it is tried once more. */
async function withClock(by: Identity, make: () => OutgoingRequest, way = plainly): Promise<Response> {
  try {
    return await sendSigned(by, make(), way)
  } catch (fault) {
    if (!(fault instanceof ApiProblem) || fault.code !== 'http.signature.stale') throw fault
    return sendSigned(by, make(), way)
  }
}

export async function signedJson<T>(by: Identity, path: string): Promise<T> {
  return json<T>(await withClock(by, () => ({ method: 'GET', url: address(path), headers: new Map() })))
}

export async function signedText(by: Identity, path: string): Promise<string> {
  return (await withClock(by, () => ({ method: 'GET', url: address(path), headers: new Map() }))).text()
}

export function newIdempotencyKey(): string {
  return randomHex(16)
}

/**
 * A write. The same `idempotencyKey` with the same body is carried out once, however often it is sent: after kNoAnswer
 * it may be sent again.
 */
export async function signedSend<T>(by: Identity, path: string, type: string, body: Uint8Array, idempotencyKey: string, progress?: (sent: number) => void): Promise<T> {
  const way: Way = progress ? (request) => sendLarge(request.method, request.url, request.headers, body, progress) : plainly
  return json<T>(await withClock(by, () => posting(path, type, body, idempotencyKey), way))
}

const posting = (path: string, type: string, body: Uint8Array, idempotencyKey: string): OutgoingRequest => ({
  method: 'POST',
  url: address(path),
  headers: new Map([
    ['content-type', type],
    ['idempotency-key', idempotencyKey],
  ]),
  body,
})

export const signedWrite = <T>(by: Identity, path: string, body: string, idempotencyKey: string): Promise<T> =>
  signedSend<T>(by, path, 'application/json', utf8(body), idempotencyKey)

/** A write that is answered with octets. */
export async function signedAsk(by: Identity, path: string, body: string): Promise<Uint8Array> {
  const make = (): OutgoingRequest => posting(path, 'application/json', utf8(body), newIdempotencyKey())
  return new Uint8Array(await (await withClock(by, make)).arrayBuffer())
}

export async function signedOctets(by: Identity, path: string): Promise<Uint8Array> {
  return new Uint8Array(await (await withClock(by, () => ({ method: 'GET', url: address(path), headers: new Map() }))).arrayBuffer())
}
