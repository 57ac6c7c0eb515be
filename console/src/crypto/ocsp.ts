// Online status (RFC 6960): one question about one certificate, with a nonce, and its signed answer.
import { equal } from './bytes'
import { readDetails, serialText, type CertificateDetails } from './certificate'
import { context, DerError, DerReader, tag } from './der'
import { element, nothing, octetString, oid, sequence, unsigned } from './der_writer'
import { isSignedBy, readSignedBody } from './signed_body'
import { sm3 } from './sm3'

const kSm3 = '1.2.156.10197.1.401'
const kBasic = '1.3.6.1.5.5.7.48.1.1'
const kNonce = '1.3.6.1.5.5.7.48.1.2'
const kOcspSigning = '1.3.6.1.5.5.7.3.9'
const kGood = 0x80
const kRevoked = 0xa1

export interface OcspAnswer {
  status: 'good' | 'revoked' | 'unknown'
  revokedAt: number | undefined // milliseconds since 1970
  producedAt: number
  nextUpdate: number | undefined
}

const fromHexSerial = (serial: string): Uint8Array => Uint8Array.from(serial.match(/../g) ?? [], (two) => parseInt(two, 16))

/** CertID by SM3 of the issuer's name and key. */
export function ocspQuestion(serial: string, issuer: CertificateDetails, nonce: Uint8Array): Uint8Array {
  const id = sequence(sequence(oid(kSm3), nothing()), octetString(sm3(issuer.subject)), octetString(sm3(issuer.publicKey)), unsigned(fromHexSerial(serial)))
  const extensions = element(context(2), sequence(sequence(oid(kNonce), octetString(octetString(nonce)))))
  return sequence(sequence(sequence(sequence(id)), extensions))
}

/** The signed body of a successful answer. Throws DerError when the responder refused. */
function basicResponse(der: Uint8Array): Uint8Array {
  const outer = new DerReader(der)
  const response = outer.enter()
  outer.end()
  if (response.expect(tag.enumerated)[0] !== 0) throw new DerError('no answer')
  const bytes = new DerReader(response.expect(context(0))).enter()
  if (bytes.oid() !== kBasic) throw new DerError('another kind of answer')
  return bytes.expect(tag.octetString)
}

function hasNonce(extensions: Uint8Array | undefined, nonce: Uint8Array): boolean {
  const list = extensions ? new DerReader(extensions).enter() : undefined
  while (list && !list.atEnd) {
    const one = list.enter()
    const wanted = one.oid() === kNonce
    one.optional(0x01)
    const value = one.expect(tag.octetString)
    if (wanted) return equal(new DerReader(value).expect(tag.octetString), nonce)
  }
  return false
}

/** By the issuer itself, or by a certificate of its making that is for this (RFC 6960 4.2.2.2). */
function mayAnswer(point: Uint8Array, certificates: Uint8Array | undefined, issuer: CertificateDetails): boolean {
  if (equal(point, issuer.publicKey)) return true
  const list = certificates ? new DerReader(certificates).enter() : undefined
  while (list && !list.atEnd) {
    const one = readDetails(list.next().whole)
    if (equal(one.publicKey, point) && one.purposes.includes(kOcspSigning) && isSignedBy(one.signed, issuer.publicKey)) return true
  }
  return false
}

function responderPoint(certificates: Uint8Array | undefined, issuer: CertificateDetails): Uint8Array {
  const list = certificates ? new DerReader(certificates).enter() : undefined
  return list && !list.atEnd ? readDetails(list.next().whole).publicKey : issuer.publicKey
}

/** Throws DerError or RangeError: no answer to this question, or one that nobody who may has signed. */
export function readOcspAnswer(der: Uint8Array, serial: string, issuer: CertificateDetails, nonce: Uint8Array): OcspAnswer {
  const signed = readSignedBody(basicResponse(der))
  const certificates = signed.rest.optional(context(0))
  const point = responderPoint(certificates, issuer)
  if (!mayAnswer(point, certificates, issuer) || !isSignedBy(signed, point)) throw new DerError('the signature of the answer')
  const data = new DerReader(signed.content)
  data.optional(context(0)) // version
  data.next() // responder
  const producedAt = data.time()
  const single = data.enter().enter()
  const id = single.enter()
  id.expect(tag.sequence)
  id.expect(tag.octetString)
  if (!equal(id.expect(tag.octetString), sm3(issuer.publicKey)) || serialText(id.expect(tag.integer)) !== serial) throw new DerError('about another certificate')
  const status = single.next()
  single.time() // thisUpdate
  const next = single.optional(context(0))
  if (!hasNonce(data.optional(context(1)), nonce)) throw new DerError('an answer to another question')
  return {
    status: status.tag === kGood ? 'good' : status.tag === kRevoked ? 'revoked' : 'unknown',
    revokedAt: status.tag === kRevoked ? new DerReader(status.content).time() : undefined,
    producedAt,
    nextUpdate: next ? new DerReader(next).time() : undefined,
  }
}
