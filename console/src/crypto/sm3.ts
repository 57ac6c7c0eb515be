// SM3 (GB/T 32905-2016) in the form that HMAC and PBKDF2 of @noble/hashes ask for: sm-crypto-v2 does not give its own
// away as a class, and PBKDF2 over its one-call form would hash the password again in each of 65,536 rounds.
import { HashMD } from '@noble/hashes/_md'
import { createHasher } from '@noble/hashes/utils'

const kInitial = [0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e]
const words = new Uint32Array(68)
const rotl = (word: number, by: number): number => (word << (by & 31)) | (word >>> ((32 - by) & 31))
const p0 = (x: number): number => x ^ rotl(x, 9) ^ rotl(x, 17)
const p1 = (x: number): number => x ^ rotl(x, 15) ^ rotl(x, 23)

class Sm3 extends HashMD<Sm3> {
  private readonly state = Int32Array.from(kInitial, (word) => word | 0)

  constructor() {
    super(64, 32, 8, false)
  }

  protected get(): number[] {
    return Array.from(this.state)
  }

  protected set(...words: number[]): void {
    this.state.set(words)
  }

  // Section 5.3.2 and 5.3.3.
  protected process(view: DataView, offset: number): void {
    const w = words
    for (let j = 0; j < 16; j++) w[j] = view.getUint32(offset + 4 * j, false)
    for (let j = 16; j < 68; j++)
      w[j] = p1(w[j - 16]! ^ w[j - 9]! ^ rotl(w[j - 3]!, 15)) ^ rotl(w[j - 13]!, 7) ^ w[j - 6]!
    let [a, b, c, d, e, f, g, h] = this.state as unknown as [number, number, number, number, number, number, number, number]
    for (let j = 0; j < 64; j++) {
      const turned = rotl(a, 12)
      const ss1 = rotl((turned + e + rotl(j < 16 ? 0x79cc4519 : 0x7a879d8a, j)) | 0, 7)
      const ff = j < 16 ? a ^ b ^ c : (a & b) | (a & c) | (b & c)
      const gg = j < 16 ? e ^ f ^ g : (e & f) | (~e & g)
      const tt1 = (ff + d + (ss1 ^ turned) + (w[j]! ^ w[j + 4]!)) | 0
      const tt2 = (gg + h + ss1 + w[j]!) | 0
      d = c
      c = rotl(b, 9)
      b = a
      a = tt1
      h = g
      g = rotl(f, 19)
      f = e
      e = p0(tt2)
    }
    for (const [i, word] of [a, b, c, d, e, f, g, h].entries()) this.state[i] = this.state[i]! ^ word
  }

  protected roundClean(): void {
    words.fill(0)
  }

  destroy(): void {
    this.state.fill(0)
    this.buffer.fill(0)
  }

  override _cloneInto(to?: Sm3): Sm3 {
    return super._cloneInto(to ?? new Sm3())
  }
}

export const sm3Hash = createHasher(() => new Sm3())

export function sm3(octets: Uint8Array): Uint8Array {
  return sm3Hash(octets)
}
