// A signed tree head (src/proof/EXPORT.md): origin, size, root and time, and who signed it.
import { concat, equal, fromBase64, utf8 } from './bytes'
import { sm2Verify } from './message_signature'
import { sm3 } from './sm3'

export interface TreeHead {
  origin: string
  size: number
  root: Uint8Array
  time: string
  body: string
  signatures: { name: string; hint: Uint8Array; signature: Uint8Array }[]
}

/** Throws RangeError when it is not one. */
export function readTreeHead(note: string): TreeHead {
  const cut = note.indexOf('\n\n')
  const body = note.slice(0, cut + 1)
  const [origin, size, root, time, rest] = body.split('\n')
  if (cut < 0 || !origin || !size || !root || !time || rest !== '' || !/^(0|[1-9]\d{0,14})$/.test(size)) throw new RangeError('not a tree head')
  const signatures = note
    .slice(cut + 2)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const match = /^— (\S+) (\S+)$/.exec(line)
      const octets = fromBase64(match?.[2] ?? '!')
      return { name: match![1]!, hint: octets.subarray(0, 4), signature: octets.subarray(4) }
    })
  const head = { origin, size: Number(size), root: fromBase64(root), time, body, signatures }
  if (head.root.length !== 32 || signatures.length === 0) throw new RangeError('not a tree head')
  return head
}

/** First 4 octets of SM3(name || 0A || FF || "sm2-with-sm3" || point). */
export function keyHint(name: string, point: Uint8Array): Uint8Array {
  return sm3(concat(utf8(name), Uint8Array.of(0x0a, 0xff), utf8('sm2-with-sm3'), point)).subarray(0, 4)
}

/** Whether the ledger's own key signed this head. */
export function holds(head: TreeHead, point: Uint8Array): boolean {
  return head.signatures.some(
    (one) =>
      one.name === head.origin && one.signature.length === 64 && equal(one.hint, keyHint(one.name, point)) && sm2Verify(utf8(head.body), one.signature, point),
  )
}
