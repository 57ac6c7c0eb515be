// What an officer asks: every request signed (crypto/message_signature.ts), reads as well.
import { utf8 } from '../crypto/bytes'
import { randomHex, signRequest, type OutgoingRequest, type Sign } from '../crypto/message_signature'
import { address, json, send, serverNow } from './client'
import { ApiProblem } from './problem'

export interface Identity {
  keyId: string
  sign: Sign
}

async function sendSigned(by: Identity, request: OutgoingRequest): Promise<Response> {
  const as = { keyId: by.keyId, created: Math.floor(serverNow() / 1000), nonce: randomHex(16) }
  await signRequest(request, as, by.sign)
  return send(request.method, request.url, request.headers, request.body)
}

/** A clock that was off is known after the first answer: then it is tried once more. */
async function withClock(by: Identity, make: () => OutgoingRequest): Promise<Response> {
  try {
    return await sendSigned(by, make())
  } catch (fault) {
    if (!(fault instanceof ApiProblem) || fault.code !== 'http.signature.stale') throw fault
    return sendSigned(by, make())
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
export async function signedSend<T>(by: Identity, path: string, type: string, body: Uint8Array, idempotencyKey: string): Promise<T> {
  const make = (): OutgoingRequest => ({
    method: 'POST',
    url: address(path),
    headers: new Map([
      ['content-type', type],
      ['idempotency-key', idempotencyKey],
    ]),
    body,
  })
  return json<T>(await withClock(by, make))
}

export const signedWrite = <T>(by: Identity, path: string, body: string, idempotencyKey: string): Promise<T> =>
  signedSend<T>(by, path, 'application/json', utf8(body), idempotencyKey)

export async function signedOctets(by: Identity, path: string): Promise<Uint8Array> {
  return new Uint8Array(await (await withClock(by, () => ({ method: 'GET', url: address(path), headers: new Map() }))).arrayBuffer())
}
