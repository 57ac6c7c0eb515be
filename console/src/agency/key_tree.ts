// The tree over the keys that one act of an issuing officer vouches for (RFC 9162 2.1.1 with SM3; docs/decisions/0031),
// as src/registration/key_tree.hpp.
import { sm3 } from '../crypto/sm3'

const kLeaf = 0x00
const kNode = 0x01

function hash(mark: number, ...parts: Uint8Array[]): Uint8Array {
  const octets = new Uint8Array(1 + parts.reduce((sum, part) => sum + part.length, 0))
  octets[0] = mark
  let at = 1
  for (const part of parts) {
    octets.set(part, at)
    at += part.length
  }
  return sm3(octets)
}

/** Root over these leaves, of which there is at least one. */
export function treeRoot(leaves: Uint8Array[]): Uint8Array {
  if (leaves.length === 0) throw new RangeError('a tree without leaves')
  const rootOf = (from: number, to: number): Uint8Array => {
    if (to - from === 1) return hash(kLeaf, leaves[from]!)
    let half = 1
    while (half * 2 < to - from) half *= 2
    return hash(kNode, rootOf(from, from + half), rootOf(from + half, to))
  }
  return rootOf(0, leaves.length)
}
