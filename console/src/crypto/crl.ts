// A certificate revocation list (RFC 5280 section 5): whether it names a certificate, and since when.
import { context, DerReader, tag } from './der'
import { serialText } from './certificate'
import { readSignedBody, type SignedBody } from './signed_body'

export interface RevocationList {
  signed: SignedBody
  issuer: Uint8Array
  number: string // decimal or hexadecimal digits of the extension cRLNumber; empty when there is none
  thisUpdate: number // milliseconds since 1970
  nextUpdate: number
  /** The certificate's entry; of a delta also one that takes it off the list (removed). */
  entry: { revokedAt: number; reason: number; removed: boolean } | undefined
}

const kCrlNumber = '2.5.29.20'
const kReason = '2.5.29.21'
const kRemoveFromCrl = 8
const kBoolean = 0x01

function extensionValue(reader: DerReader, wanted: string): Uint8Array | undefined {
  while (!reader.atEnd) {
    const extension = reader.enter()
    const id = extension.oid()
    extension.optional(kBoolean)
    const value = extension.expect(tag.octetString)
    if (id === wanted) return value
  }
  return undefined
}

function readEntry(entry: DerReader): NonNullable<RevocationList['entry']> {
  const revokedAt = entry.time()
  const value = entry.atEnd ? undefined : extensionValue(entry.enter(), kReason)
  const reason = value ? (new DerReader(value).expect(tag.enumerated)[0] ?? 0) : 0
  return { revokedAt, reason, removed: reason === kRemoveFromCrl }
}

function isTime(next: number | undefined): boolean {
  return next === tag.utcTime || next === tag.generalizedTime
}

/** `serial` as serialText() writes it. Throws DerError or RangeError when it is no list. */
export function readCrl(der: Uint8Array, serial: string): RevocationList {
  const signed = readSignedBody(der)
  const body = new DerReader(signed.content)
  body.optional(tag.integer)
  body.expect(tag.sequence)
  const issuer = body.next().whole
  const thisUpdate = body.time()
  const nextUpdate = isTime(body.peek()) ? body.time() : thisUpdate
  let entry: RevocationList['entry']
  const entries = body.peek() === tag.sequence ? body.enter() : undefined
  while (entries && !entries.atEnd) {
    const one = entries.enter()
    if (serialText(one.expect(tag.integer)) === serial) entry = readEntry(one)
  }
  const extensions = body.optional(context(0))
  const value = extensions && extensionValue(new DerReader(extensions).enter(), kCrlNumber)
  const digits = value ? serialText(new DerReader(value).expect(tag.integer)) : ''
  return { signed, issuer, number: digits === '' ? '' : BigInt(`0x${digits}`).toString(), thisUpdate, nextUpdate, entry }
}
