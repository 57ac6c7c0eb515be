// What somebody dropped on the verification page: which file is the certificate, which the signature, which the document.
import { fromBase64 } from '../crypto/bytes'
import { readDetails, type CertificateDetails } from '../crypto/certificate'
import { signatureFromDer } from '../crypto/signature_der'

export const kMaxDocument = 256 * 1024 * 1024 // octets: the browser holds it whole
const kMaxSignature = 4096

/** r || s, from DER or its base64 or hexadecimal text, or from the 64 octets themselves. Nothing when it is none. */
export function readSignature(octets: Uint8Array): Uint8Array | undefined {
  if (octets.length > kMaxSignature) return undefined
  const asDer = (der: Uint8Array): Uint8Array | undefined => {
    try {
      return signatureFromDer(der)
    } catch {
      return undefined
    }
  }
  const direct = asDer(octets)
  if (direct) return direct
  const text = new TextDecoder().decode(octets).trim()
  if (/^[0-9a-fA-F]+$/.test(text) && text.length % 2 === 0) {
    const bytes = Uint8Array.from(text.match(/../g)!, (two) => parseInt(two, 16))
    return bytes.length === 64 ? bytes : asDer(bytes)
  }
  try {
    const bytes = fromBase64(text)
    return bytes.length === 64 ? bytes : asDer(bytes)
  } catch {
    return octets.length === 64 ? octets : undefined
  }
}

export function readHolderCertificate(octets: Uint8Array): CertificateDetails | undefined {
  try {
    return readDetails(octets)
  } catch {
    return undefined
  }
}

export interface Dropped {
  document?: { name: string; octets: Uint8Array }
  signature?: { name: string; octets: Uint8Array }
  certificate?: { name: string; read: CertificateDetails }
}

/** A name that says what a file is counts before its content: a signed document may be a certificate. */
export async function sortFiles(files: File[]): Promise<Dropped> {
  const found: Dropped = {}
  for (const file of files) {
    const octets = new Uint8Array(await file.arrayBuffer())
    const certificate = octets.length < 65_536 ? readHolderCertificate(octets) : undefined
    const signature = readSignature(octets)
    if (/\.(sig|p1|sign)$/i.test(file.name) && signature) found.signature = { name: file.name, octets: signature }
    else if (certificate && !found.certificate) found.certificate = { name: file.name, read: certificate }
    else if (signature && !found.signature && files.length > 1) found.signature = { name: file.name, octets: signature }
    else found.document = { name: file.name, octets }
  }
  return found
}
