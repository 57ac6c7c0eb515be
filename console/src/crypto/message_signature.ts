// HTTP Message Signatures (RFC 9421) and Content-Digest (RFC 9530) with SM2 and SM3: the client's half of
// src/http/message_signature.hpp, profile in src/http/SIGNATURES.md.
import { sm2 } from 'sm-crypto-v2'
import { fromHex, toBase64, toHex, utf8 } from './bytes'
import { sm3 } from './sm3'

/** What will be sent: `url` is absolute, as the browser will write it; the body is the octets themselves. */
export interface OutgoingRequest {
  method: string
  url: URL
  headers: Map<string, string> // names in lower case
  body?: Uint8Array
}

export interface SignAs {
  keyId: string
  created: number // whole seconds since 1970, by the server's clock
  nonce: string
}

/** What can sign: the octets in, r || s out. */
export type Sign = (octets: Uint8Array) => Promise<Uint8Array>

export function contentDigest(body: Uint8Array): string {
  return `sm3=:${toBase64(sm3(body))}:`
}

/** RFC 9421 2.2.2: without the fragment; userinfo never stands in an address of ours. */
function targetUri(url: URL): string {
  return url.origin + url.pathname + url.search
}

function component(request: OutgoingRequest, name: string): string {
  if (name === '@method') return request.method
  if (name === '@target-uri') return targetUri(request.url)
  return (request.headers.get(name) ?? '').trim()
}

export function signatureParameters(covered: string[], as: SignAs): string {
  const items = covered.map((name) => `"${name}"`).join(' ')
  return `(${items});created=${as.created};keyid="${as.keyId}";nonce="${as.nonce}";alg="sm2-sm3";tag="yinxin"`
}

/** RFC 9421 2.5. Throws RangeError for a value that is not printable ASCII. */
export function signatureBase(request: OutgoingRequest, covered: string[], parameters: string): string {
  const lines = covered.map((name) => `"${name}": ${component(request, name)}`)
  const base = [...lines, `"@signature-params": ${parameters}`].join('\n')
  if (!/^[\x20-\x7e\n]*$/.test(base)) throw new RangeError('not printable ASCII')
  return base
}

/** Sets Content-Digest (when there is a body), Signature-Input and Signature; covers what the server asks for. */
export async function signRequest(request: OutgoingRequest, as: SignAs, sign: Sign): Promise<void> {
  if (request.body) request.headers.set('content-digest', contentDigest(request.body))
  const fields = ['content-digest', 'content-type', 'idempotency-key'].filter((name) => request.headers.has(name))
  const covered = ['@method', '@target-uri', ...fields]
  const parameters = signatureParameters(covered, as)
  const signature = await sign(utf8(signatureBase(request, covered, parameters)))
  request.headers.set('signature-input', `sig=${parameters}`)
  request.headers.set('signature', `sig=:${toBase64(signature)}:`)
}

/** SM2 with SM3 over ZA || M, distinguishing id 1234567812345678 (GM/T 0009); r || s, 64 octets. */
export function sm2Sign(octets: Uint8Array, privateKey: Uint8Array, publicKey: Uint8Array): Uint8Array {
  return fromHex(sm2.doSignature(octets, toHex(privateKey), { hash: true, publicKey: toHex(publicKey) }))
}

export function sm2Verify(octets: Uint8Array, signature: Uint8Array, publicKey: Uint8Array): boolean {
  return sm2.doVerifySignature(octets, toHex(signature), toHex(publicKey), { hash: true })
}

export function randomHex(octets: number): string {
  return toHex(crypto.getRandomValues(new Uint8Array(octets)))
}
