// What an officer commits to (docs/design/draw.md): the pool's root, the statement, the commitment to a share and the note that is signed.
import { concat, equal, fromBase64, fromHex, toBase64, toHex, utf8 } from '../crypto/bytes'
import type { Sign } from '../crypto/message_signature'
import { sm3 } from '../crypto/sm3'
import { keyHint } from '../crypto/tree_head'
import type { Draw } from './draws'
import { byOctets, type Member } from './draw_pool'

export const kShare = 32 // octets
const kLeaf = Uint8Array.of(0)
const kNode = Uint8Array.of(1)

/** RFC 9162 2.1.1 with SM3 over one leaf a member: id LF, of an excluded one ground LF reason LF as well. */
export function poolRoot(members: Member[]): Uint8Array {
  let level = members.map((one) => sm3(concat(kLeaf, utf8(`${one.id}\n${one.ground === undefined ? '' : `${one.ground}\n${one.reason ?? ''}\n`}`))))
  // Pairs from the left, the odd one moves up as it is: the same tree as that of the largest powers of two.
  while (level.length > 1) {
    const next: Uint8Array[] = []
    for (let i = 0; i < level.length; i += 2) next.push(i + 1 < level.length ? sm3(concat(kNode, level[i]!, level[i + 1]!)) : level[i]!)
    level = next
  }
  return level[0] ?? sm3(new Uint8Array())
}

function lineOf(statement: string, key: string): string {
  const line = statement.split('\n').find((one) => one.startsWith(`${key}: `))
  return line === undefined ? '' : line.slice(key.length + 2)
}

/** Whether the pool, the officers and the numbers that are shown are those of the statement, and `me` is one of the two. */
export function isOfStatement(draw: Draw, me: string): boolean {
  const { statement } = draw
  const officers = statement.split('\n').filter((one) => one.startsWith('officer: ')).map((one) => one.slice('officer: '.length))
  const ordered = draw.pool.every((one, i) => i === 0 || byOctets(draw.pool[i - 1]!.id, one.id) < 0)
  let root: Uint8Array
  try {
    root = fromBase64(lineOf(statement, 'pool'))
  } catch {
    return false
  }
  return (
    statement.startsWith('yinxin draw statement v1\n') && lineOf(statement, 'draw') === draw.id && lineOf(statement, 'purpose') === draw.purpose && lineOf(statement, 'matter') === draw.matter &&
    lineOf(statement, 'places') === String(draw.places) && lineOf(statement, 'members') === String(draw.pool.length) &&
    officers.length === 2 && officers.every((one, i) => one === draw.officers[i]) && officers.includes(me) && ordered && equal(root, poolRoot(draw.pool))
  )
}

export const commitmentOf = (officer: string, digest: Uint8Array, share: Uint8Array): Uint8Array => sm3(concat(utf8(`yinxin draw share v1\n${officer}\n`), digest, share))

/** The signed note that commits `officer` to `share`; signed with the key of the account. */
export async function commitmentNote(officer: string, statement: string, share: Uint8Array, by: { publicKey: Uint8Array; sign: Sign }): Promise<string> {
  const digest = sm3(utf8(statement))
  const body = `yinxin draw commitment v1\n${officer}\n${toBase64(digest)}\n${toBase64(commitmentOf(officer, digest, share))}\n`
  const signature = await by.sign(utf8(body))
  return `${body}\n— ${officer} ${toBase64(concat(keyHint(officer, by.publicKey), signature))}\n`
}

/** "<draw> <64 hexadecimal digits>", as `yinxin draw` writes it. */
export const shareText = (draw: string, share: Uint8Array): string => `${draw} ${toHex(share)}\n`
/** Nothing: it is no share, or the share of another draw. */
export function readShare(text: string, draw: string): Uint8Array | undefined {
  const match = /^(\S+) ([0-9a-fA-F]{64})[\r\n]*$/.exec(text)
  return match && match[1] === draw ? fromHex(match[2]!) : undefined
}
