// What a page needs of a certificate (RFC 5280): its serial number, its key, its octets to compare; and, to follow it up to
// its issuer, names, times and the extensions that decide. Only isSignedBy() of signed_body.ts checks a signature.
import { toHex } from './bytes'
import { context, DerReader, tag } from './der'
import { fromPem } from './pem'
import { readSignedBody, type SignedBody } from './signed_body'

export interface Certificate {
  der: Uint8Array
  serial: string // hexadecimal, whole octets, as the API writes it
  publicKey: Uint8Array // 04 || X || Y
}

/** The content of an INTEGER that is no negative number. */
export const serialText = (content: Uint8Array): string => toHex(content.length > 1 && content[0] === 0 ? content.subarray(1) : content)

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
  return { der, serial: serialText(serial), publicKey: bits.subarray(1) }
}

export interface CertificateDetails extends Certificate {
  signed: SignedBody
  issuer: Uint8Array // DER of the name
  subject: Uint8Array
  notBefore: number // milliseconds since 1970
  notAfter: number
  isAuthority: boolean
  purposes: string[] // extended key usage
  crlUrls: string[]
  dns: string[] // alternative names
  mails: string[]
}

const kBasicConstraints = '2.5.29.19'
const kExtKeyUsage = '2.5.29.37'
const kCrlDistributionPoints = '2.5.29.31'
const kSubjectAltName = '2.5.29.17'
const kBoolean = 0x01
const kMail = 0x81 // [1] IMPLICIT IA5String
const kDns = 0x82
const kUri = 0x86 // [6] IMPLICIT IA5String

/** Every URI in a list of distribution points: fullName [0] of distributionPoint [0]. */
function readUrls(value: Uint8Array): string[] {
  const urls: string[] = []
  const points = new DerReader(value).enter()
  while (!points.atEnd) {
    const point = points.enter().optional(context(0))
    const names = point && new DerReader(point).optional(context(0))
    for (const reader = new DerReader(names ?? new Uint8Array()); !reader.atEnd; ) {
      const one = reader.next()
      if (one.tag === kUri) urls.push(new TextDecoder().decode(one.content))
    }
  }
  return urls
}

function namesOf(value: Uint8Array, wanted: number): string[] {
  const names: string[] = []
  for (const reader = new DerReader(value).enter(); !reader.atEnd; ) {
    const one = reader.next()
    if (one.tag === wanted) names.push(new TextDecoder().decode(one.content))
  }
  return names
}

type Extensions = Pick<CertificateDetails, 'isAuthority' | 'purposes' | 'crlUrls' | 'dns' | 'mails'>

function readExtensions(list: Uint8Array | undefined): Extensions {
  const found: Extensions = { isAuthority: false, purposes: [], crlUrls: [], dns: [], mails: [] }
  const reader = list ? new DerReader(list).enter() : undefined
  while (reader && !reader.atEnd) {
    const extension = reader.enter()
    const id = extension.oid()
    extension.optional(kBoolean)
    const value = extension.expect(tag.octetString)
    if (id === kBasicConstraints) found.isAuthority = new DerReader(value).enter().optional(kBoolean)?.[0] === 0xff
    if (id === kSubjectAltName) Object.assign(found, { dns: namesOf(value, kDns), mails: namesOf(value, kMail) })
    if (id === kCrlDistributionPoints) found.crlUrls = readUrls(value)
    if (id === kExtKeyUsage) for (const uses = new DerReader(value).enter(); !uses.atEnd; ) found.purposes.push(uses.oid())
  }
  return found
}

/** As readCertificate, and only of SM2 with SM3. */
export function readDetails(file: Uint8Array): CertificateDetails {
  const certificate = readCertificate(file)
  const signed = readSignedBody(certificate.der)
  const tbs = new DerReader(signed.content)
  tbs.optional(context(0))
  tbs.expect(tag.integer)
  tbs.expect(tag.sequence)
  const issuer = tbs.next().whole
  const validity = tbs.enter()
  const subject = tbs.next().whole
  tbs.expect(tag.sequence)
  const notBefore = validity.time()
  return { ...certificate, signed, issuer, subject, notBefore, notAfter: validity.time(), ...readExtensions(tbs.optional(context(3))) }
}
