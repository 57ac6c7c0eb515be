// What three ways say of one certificate: our query, the OCSP responder, the revocation list. Signatures are checked here.
import { publicAsk, publicOctets } from '../api/client'
import { toHex } from '../crypto/bytes'
import { readDetails, type CertificateDetails } from '../crypto/certificate'
import { readCrl, type RevocationList } from '../crypto/crl'
import { ocspQuestion, readOcspAnswer } from '../crypto/ocsp'
import { isSignedBy } from '../crypto/signed_body'
import type { Contents, Status } from '../public/certificate_view'

export type Said = 'good' | 'revoked' | 'unknown'
export interface Source {
  said: Said
  at: number | undefined // when it was made, milliseconds since 1970
  next: number | undefined
  number: string // of a list
}
export interface Sources {
  web: Source
  ocsp: Source
  crl: Source
  agree: boolean
}

const kUnknown: Source = { said: 'unknown', at: undefined, next: undefined, number: '' }
const kSuspended = 'suspended' // on hold counts as revoked in lists and answers (RFC 5280 5.3.1)

const authority = async (id: string): Promise<CertificateDetails> => readDetails(await publicOctets(`/ca/${encodeURIComponent(id)}.cer`))

async function askOcsp(serial: string, issuer: CertificateDetails): Promise<Source> {
  const nonce = crypto.getRandomValues(new Uint8Array(16))
  const answer = await publicAsk('/ocsp', 'application/ocsp-request', ocspQuestion(serial, issuer, nonce))
  const read = readOcspAnswer(answer, serial, issuer, nonce)
  return { said: read.status, at: read.producedAt, next: read.nextUpdate, number: '' }
}

async function fetchList(path: string, serial: string, issuer: CertificateDetails): Promise<RevocationList> {
  const list = readCrl(await publicOctets(path), serial)
  if (!isSignedBy(list.signed, issuer.publicKey) || toHex(list.issuer) !== toHex(issuer.subject)) throw new RangeError('the signature of the list')
  return list
}

/** The full list, and the delta on top of it: whichever is newer counts. The partition is the one the certificate names. */
async function askCrl(certificate: CertificateDetails, id: string, issuer: CertificateDetails): Promise<Source> {
  const partition = certificate.crlUrls.map((url) => /\/(\d+)\.crl$/.exec(url)?.[1]).find((one) => one !== undefined) ?? '0'
  const base = `/crl/${encodeURIComponent(id)}/${partition}`
  const full = await fetchList(`${base}.crl`, certificate.serial, issuer)
  const delta = await fetchList(`${base}.delta.crl`, certificate.serial, issuer).catch(() => undefined)
  const newest = delta?.entry && delta.thisUpdate >= full.thisUpdate ? delta : full
  const listed = newest.entry !== undefined && !newest.entry.removed
  const latest = delta && delta.thisUpdate > full.thisUpdate ? delta : full
  return { said: listed ? 'revoked' : 'good', at: latest.thisUpdate, next: latest.nextUpdate, number: latest.number }
}

/** Never throws: a way that does not answer, or not by who may, is unknown. An expired certificate may leave the lists. */
export async function fetchSources(contents: Contents, status: Status): Promise<Sources> {
  const web: Source = { said: status.status === 'revoked' || status.status === kSuspended ? 'revoked' : 'good', at: Date.parse(status.as_of), next: undefined, number: '' }
  try {
    const certificate = readDetails(new TextEncoder().encode(contents.pem))
    const issuer = await authority(contents.authority)
    const [ocsp, crl] = await Promise.all([
      askOcsp(certificate.serial, issuer).catch(() => kUnknown),
      askCrl(certificate, contents.authority, issuer).catch(() => kUnknown),
    ])
    return { web, ocsp, crl, agree: ocsp.said === web.said && crl.said === web.said }
  } catch {
    return { web, ocsp: kUnknown, crl: kUnknown, agree: false }
  }
}
