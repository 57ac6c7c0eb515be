// PEM (RFC 7468), as src/crypto/pem.cpp reads it.
import { fromBase64 } from './bytes'

/** The first block with this label; nothing when there is none. Throws RangeError when it is not base64. */
export function fromPem(label: string, text: string): Uint8Array | undefined {
  const match = new RegExp(`(?:^|[\\r\\n])-----BEGIN ${label}-----[ \\t]*[\\r\\n]([^-]*)-----END ${label}-----`).exec(text)
  return match?.[1] === undefined ? undefined : fromBase64(match[1])
}
