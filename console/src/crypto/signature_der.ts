// An SM2 signature as SEQUENCE { r, s } (GM/T 0009-2012 7.3), as certificates, files and `openssl dgst` have it, and as
// r || s, as everything else here has it.
import { concat } from './bytes'
import { DerReader, tag } from './der'
import { sequence, unsigned } from './der_writer'

export function signatureToDer(signature: Uint8Array): Uint8Array {
  return sequence(unsigned(signature.subarray(0, 32)), unsigned(signature.subarray(32)))
}

function coordinate(reader: DerReader): Uint8Array {
  const content = reader.expect(tag.integer)
  const digits = content[0] === 0 ? content.subarray(1) : content
  const negative = content.length === 0 || content[0]! > 0x7f
  const padded = content[0] === 0 && (content.length === 1 || content[1]! <= 0x7f)
  if (negative || padded || digits.length > 32) throw new RangeError('not a signature')
  return concat(new Uint8Array(32 - digits.length), digits)
}

/** Throws DerError or RangeError when it is none. */
export function signatureFromDer(der: Uint8Array): Uint8Array {
  const outer = new DerReader(der)
  const reader = outer.enter()
  outer.end()
  const signature = concat(coordinate(reader), coordinate(reader))
  reader.end()
  return signature
}
