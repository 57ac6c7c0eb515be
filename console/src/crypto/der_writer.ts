// DER out: as much as requests, key files and OCSP questions need. Each function gives one whole element.
import { concat, utf8 } from './bytes'
import { tag } from './der'

export const more = { utf8String: 0x0c, printableString: 0x13, ia5String: 0x16, set: 0x31 } as const

function lengthOctets(length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(length)
  const octets: number[] = []
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest & 0xff)
  return Uint8Array.of(0x80 | octets.length, ...octets)
}

export function element(type: number, ...parts: Uint8Array[]): Uint8Array {
  const content = concat(...parts)
  return concat(Uint8Array.of(type), lengthOctets(content.length), content)
}

export const sequence = (...parts: Uint8Array[]): Uint8Array => element(tag.sequence, ...parts)
export const set = (...parts: Uint8Array[]): Uint8Array => element(more.set, ...parts)
export const octetString = (octets: Uint8Array): Uint8Array => element(tag.octetString, octets)
export const bitString = (octets: Uint8Array): Uint8Array => element(tag.bitString, Uint8Array.of(0), octets)
export const nothing = (): Uint8Array => element(tag.null)
export const utf8String = (text: string): Uint8Array => element(more.utf8String, utf8(text))

/** Not negative, most significant octet first, with or without leading zeros. */
export function unsigned(magnitude: Uint8Array): Uint8Array {
  let from = 0
  while (from < magnitude.length - 1 && magnitude[from] === 0) from += 1
  const digits = magnitude.length === 0 ? Uint8Array.of(0) : magnitude.subarray(from)
  return digits[0]! > 0x7f ? element(tag.integer, Uint8Array.of(0), digits) : element(tag.integer, digits)
}

export function smallInteger(value: number): Uint8Array {
  const octets: number[] = []
  for (let rest = value; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest & 0xff)
  return unsigned(Uint8Array.from(octets))
}

/** From dotted decimals. */
export function oid(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  const octets: number[] = []
  for (const arc of [40 * first + second, ...rest]) {
    const groups = [arc & 0x7f]
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128)) groups.unshift(0x80 | (left & 0x7f))
    octets.push(...groups)
  }
  return element(tag.oid, Uint8Array.from(octets))
}
