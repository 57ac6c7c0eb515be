// PEM (RFC 7468), as src/crypto/pem.cpp reads and writes it.
import { fromBase64, toBase64 } from './bytes'

const kLine = 64 // characters, RFC 7468 section 2

/** The first block with this label; nothing when there is none. Throws RangeError when it is not base64. */
export function fromPem(label: string, text: string): Uint8Array | undefined {
  const match = new RegExp(`(?:^|[\\r\\n])-----BEGIN ${label}-----[ \\t]*[\\r\\n]([^-]*)-----END ${label}-----`).exec(text)
  return match?.[1] === undefined ? undefined : fromBase64(match[1])
}

export function toPem(label: string, der: Uint8Array): string {
  const lines = toBase64(der).match(new RegExp(`.{1,${kLine}}`, 'g')) ?? []
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`
}
