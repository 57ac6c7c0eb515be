// SM2 encryption (GB/T 32918.4) as SM2Cipher (GM/T 0009 7.2): SEQUENCE { x, y INTEGER, hash, text OCTET STRING }.
import { sm2 } from 'sm-crypto-v2'
import { concat, fromHex, toHex } from './bytes'
import { DerReader, tag } from './der'
import { octetString, sequence, unsigned } from './der_writer'

const kCoordinate = 32
const kHash = 32
const kC1C3C2 = 1

/** `point` is 04 || X || Y. Throws where it is none of the curve. */
export function sm2Encrypt(plain: Uint8Array, point: Uint8Array): Uint8Array {
  const octets = fromHex(sm2.doEncrypt(plain, toHex(point), kC1C3C2))
  const text = 2 * kCoordinate + kHash
  return sequence(unsigned(octets.subarray(0, kCoordinate)), unsigned(octets.subarray(kCoordinate, 2 * kCoordinate)), octetString(octets.subarray(2 * kCoordinate, text)), octetString(octets.subarray(text)))
}

function coordinate(reader: DerReader): Uint8Array {
  const content = reader.expect(tag.integer)
  const digits = content[0] === 0 ? content.subarray(1) : content
  if (digits.length > kCoordinate) throw new RangeError('not a coordinate')
  return concat(new Uint8Array(kCoordinate - digits.length), digits)
}

/** Nothing when it was encrypted for another key, changed, or is no SM2Cipher. */
export function sm2Decrypt(cipher: Uint8Array, privateKey: Uint8Array): Uint8Array | undefined {
  try {
    const outer = new DerReader(cipher)
    const reader = outer.enter()
    outer.end()
    const octets = concat(coordinate(reader), coordinate(reader), reader.expect(tag.octetString), reader.expect(tag.octetString))
    reader.end()
    const plain = sm2.doDecrypt(toHex(octets), toHex(privateKey), kC1C3C2, { output: 'array' })
    return plain.length === 0 ? undefined : plain
  } catch {
    return undefined
  }
}
