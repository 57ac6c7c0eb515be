// The five questions of the verification page, each answered in this browser: does the signature fit, is the certificate
// ours, its validity, its status, its purpose.
import { publicOctets, serverNow } from '../api/client'
import { equal } from '../crypto/bytes'
import { readDetails, type CertificateDetails } from '../crypto/certificate'
import { sm2Verify } from '../crypto/message_signature'
import { isSignedBy } from '../crypto/signed_body'
import { fetchSources, type Sources } from '../parts/sources'
import { fetchAuthorities } from './authorities'
import { fetchCertificate, type CertificateView } from './certificate_view'

export type Mark = 'ok' | 'over' | 'warn' | 'info'
export interface Finding {
  id: 'signature' | 'chain' | 'validity' | 'status' | 'purpose'
  mark: Mark
  detail: string // which sentence
}
export interface Report {
  verdict: 'ok' | 'over' | 'warn'
  findings: Finding[]
  certificate: CertificateDetails
  view: CertificateView | undefined
  sources: Sources | undefined
}

function fits(document: Uint8Array, signature: Uint8Array, certificate: CertificateDetails): boolean {
  try {
    return sm2Verify(document, signature, certificate.publicKey)
  } catch {
    return false
  }
}

/** Up to a root among the provider's own certificates. That the root itself is the right one is for people to compare. */
async function chainHolds(certificate: CertificateDetails): Promise<boolean> {
  const list = (await fetchAuthorities()).filter((one) => one.role === 'root' || one.role === 'issuing')
  const all = await Promise.all(list.map(async (one) => ({ id: one.id, issuer: one.issuer, read: readDetails(await publicOctets(`/ca/${encodeURIComponent(one.id)}.cer`)) })))
  let below = certificate
  for (let depth = 0; depth < all.length; depth++) {
    const above = all.find((one) => one.read.isAuthority && equal(one.read.subject, below.issuer) && isSignedBy(below.signed, one.read.publicKey))
    if (!above) return false
    if (above.issuer === '') return true
    below = above.read
  }
  return false
}

function validityOf(certificate: CertificateDetails, now: number): Finding {
  if (now < certificate.notBefore) return { id: 'validity', mark: 'over', detail: 'notYet' }
  if (now > certificate.notAfter) return { id: 'validity', mark: 'warn', detail: 'expired' }
  return { id: 'validity', mark: 'ok', detail: 'within' }
}

function statusOf(view: CertificateView | undefined, sources: Sources | undefined): Finding {
  if (!view) return { id: 'status', mark: 'over', detail: 'notOurs' }
  if (view.status.status === 'revoked') return { id: 'status', mark: 'warn', detail: 'revoked' }
  if (view.status.status === 'suspended') return { id: 'status', mark: 'warn', detail: 'suspended' }
  if (view.status.status !== 'valid') return { id: 'status', mark: 'warn', detail: 'notValid' }
  return sources?.agree ? { id: 'status', mark: 'ok', detail: 'good' } : { id: 'status', mark: 'warn', detail: 'differ' }
}

/** Throws ApiProblem when the service cannot be asked: then nothing is decided. */
export async function verify(document: Uint8Array, signature: Uint8Array, certificate: CertificateDetails): Promise<Report> {
  const signed = fits(document, signature, certificate)
  const [chain, view] = await Promise.all([chainHolds(certificate), fetchCertificate(certificate.serial)])
  const ours = chain && view !== undefined && equal(readDetails(new TextEncoder().encode(view.contents.pem)).der, certificate.der)
  const sources = view && ours ? await fetchSources(view.contents, view.status) : undefined
  const findings: Finding[] = [
    { id: 'signature', mark: signed ? 'ok' : 'over', detail: signed ? 'fits' : 'fitsNot' },
    { id: 'chain', mark: ours ? 'ok' : 'over', detail: ours ? 'ours' : 'notOurs' },
    validityOf(certificate, serverNow()),
    ours ? statusOf(view, sources) : { id: 'status', mark: 'info', detail: 'unasked' },
    { id: 'purpose', mark: 'info', detail: 'toPeople' },
  ]
  const verdict = !signed || !ours ? 'over' : findings.some((one) => one.mark === 'over' || one.mark === 'warn') ? 'warn' : 'ok'
  return { verdict, findings, certificate, view, sources }
}
