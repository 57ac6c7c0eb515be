// What a page needs of a certificate (RFC 5280): its serial number, its key, and its octets to compare. Checks no signature.
import { toHex } from './bytes'
import { context, DerReader, tag } from './der'
import { fromPem } from './pem'

export interface Certificate {
  der: Uint8Array
  serial: string // hexadecimal, whole octets, as the API writes it
  publicKey: Uint8Array // 04 || X || Y
}

/** From DER or PEM. Throws DerError or RangeError when it is no certificate. */
export function readCertificate(file: Uint8Array): Certificate {
  const der = fromPem('CERTIFICATE', new TextDecoder().decode(file)) ?? file
  const outer = new DerReader(der)
  const certificate = outer.enter()
  outer.end()
  const tbs = certificate.enter()
  tbs.optional(context(0)) // version
  const serial = tbs.expect(tag.integer)
  for (let i = 0; i < 4; i++) tbs.expect(tag.sequence) // algorithm, issuer, validity, subject
  const info = tbs.enter()
  info.enter()
  const bits = info.expect(tag.bitString)
  return { der, serial: toHex(serial.length > 1 && serial[0] === 0 ? serial.subarray(1) : serial), publicKey: bits.subarray(1) }
}
