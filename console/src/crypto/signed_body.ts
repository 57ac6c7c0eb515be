// What certificates, revocation lists and status answers are: SEQUENCE { body, algorithm, BIT STRING } (RFC 5280 4.1.1).
import { DerError, DerReader, tag } from './der'
import { sm2Verify } from './message_signature'
import { signatureFromDer } from './signature_der'

const kSm2Sm3 = '1.2.156.10197.1.501'

export interface SignedBody {
  body: Uint8Array // the element that is signed, whole
  content: Uint8Array // inside of it
  signature: Uint8Array // r || s
  rest: DerReader // after the signature: the certificates of a status answer
}

/** Throws DerError or RangeError: something else, or not SM2 with SM3. */
export function readSignedBody(der: Uint8Array): SignedBody {
  const outer = new DerReader(der)
  const reader = outer.enter()
  outer.end()
  const body = reader.next()
  if (body.tag !== tag.sequence) throw new DerError('not a body')
  if (reader.enter().oid() !== kSm2Sm3) throw new DerError('another algorithm')
  const bits = reader.expect(tag.bitString)
  if (bits[0] !== 0) throw new DerError('unused bits')
  return { body: body.whole, content: body.content, signature: signatureFromDer(bits.subarray(1)), rest: reader }
}

export function isSignedBy(signed: SignedBody, point: Uint8Array): boolean {
  try {
    return sm2Verify(signed.body, signed.signature, point)
  } catch {
    return false // a point that is none
  }
}
