// The seal of a reporter and the query code (src/supervision/tips/TIP.md), as src/supervision/tips/seal.hpp makes them. Everything here
// happens in the browser: the server gets octets that only handlers open.
import { concat, toHex, utf8 } from '../crypto/bytes'
import { DerReader, tag } from '../crypto/der'
import { more, octetString, sequence, smallInteger, utf8String } from '../crypto/der_writer'
import { pairOf, type KeyPair } from '../crypto/key_file'
import { sm2Encrypt } from '../crypto/sm2_cipher'
import { sm3 } from '../crypto/sm3'
import { hkdfExpand, kSealKey, openStored, sealStored } from '../crypto/stored_seal'

export const kReporterFields = ['name', 'number', 'phone', 'address', 'reply_by', 'other'] as const
export type Reporter = Record<(typeof kReporterFields)[number], string>
export const kMaxReporterText = 500 // characters of a field
export const emptyReporter = (): Reporter => ({ name: '', number: '', phone: '', address: '', reply_by: '', other: '' })

const kPadding = 1024
const kMaxHandlers = 64
const kBoundTo = 'yinxin tip reporter 1'
const kQueryInfo = 'yinxin tip query 1'
const kAlphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const kCode = 26 // characters
const kGroup = 5
const kTries = 16

export interface SealWrap {
  key: string // SM3 of the handler's point, in hexadecimal
  cipher: Uint8Array
}
export interface TipSeal {
  queryKey: Uint8Array
  wraps: SealWrap[]
  sealed: Uint8Array
}

/** Who opens seals: a handler's own encryption key (FileKey). */
export interface Opener {
  publicKey: Uint8Array
  decrypt: (cipher: Uint8Array) => Uint8Array | undefined
}

const boundTo = (queryKey: Uint8Array): Uint8Array => concat(utf8(kBoundTo), queryKey)
export const keyName = (point: Uint8Array): string => toHex(sm3(point))

/** Fields that are too long, and the name where it is missing. */
export const reporterFaults = (who: Reporter): (keyof Reporter)[] => kReporterFields.filter((field) => [...who[field]].length > kMaxReporterText || (field === 'name' && who.name.trim() === ''))

function reporterOctets(who: Reporter): Uint8Array {
  const fields = sequence(...kReporterFields.map((field) => utf8String(who[field].trim())))
  const padded = new Uint8Array(Math.ceil(fields.length / kPadding) * kPadding)
  padded.set(fields)
  return padded
}

function readReporter(octets: Uint8Array): Reporter | undefined {
  try {
    const reader = new DerReader(octets).enter()
    const who = emptyReporter()
    for (const field of kReporterFields) who[field] = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(reader.expect(more.utf8String))
    reader.end()
    return who
  } catch {
    return undefined
  }
}

/** DER of a TipSeal for these handlers' points. `who` has no faults. Throws RangeError for no handler, or too many. */
export function sealReporter(who: Reporter, queryKey: Uint8Array, handlers: Uint8Array[]): Uint8Array {
  const points = [...new Map(handlers.map((point) => [keyName(point), point]))].sort(([a], [b]) => (a < b ? -1 : 1))
  if (points.length === 0 || points.length > kMaxHandlers) throw new RangeError('handlers')
  const content = crypto.getRandomValues(new Uint8Array(kSealKey))
  const wraps = points.map(([, point]) => sequence(octetString(sm3(point)), octetString(sm2Encrypt(content, point))))
  return sequence(smallInteger(1), octetString(queryKey), sequence(...wraps), octetString(sealStored(content, reporterOctets(who), boundTo(queryKey))))
}

/** Nothing when it is no seal. */
export function readSeal(der: Uint8Array): TipSeal | undefined {
  try {
    const outer = new DerReader(der)
    const reader = outer.enter()
    outer.end()
    if (reader.smallInteger() !== 1) return undefined
    const queryKey = reader.expect(tag.octetString)
    const list = reader.enter()
    const wraps: SealWrap[] = []
    while (!list.atEnd) {
      const one = list.enter()
      wraps.push({ key: toHex(one.expect(tag.octetString)), cipher: one.expect(tag.octetString) })
      one.end()
    }
    const sealed = reader.expect(tag.octetString)
    reader.end()
    return { queryKey, wraps, sealed }
  } catch {
    return undefined
  }
}

function contentKey(wraps: SealWrap[], own: Opener): Uint8Array | undefined {
  const name = keyName(own.publicKey)
  const wrap = wraps.find((one) => one.key.toLowerCase() === name)
  const content = wrap && own.decrypt(wrap.cipher)
  return content?.length === kSealKey ? content : undefined
}

/** `wraps`: those of the seal, and those that came by sharing. Nothing when none is for this key, or anything changed. */
export function openReporter(seal: TipSeal, wraps: SealWrap[], own: Opener): Reporter | undefined {
  const content = contentKey(wraps, own)
  const octets = content && openStored(content, seal.sealed, boundTo(seal.queryKey))
  return octets && readReporter(octets)
}

/** The content key for another handler, by who opens the seal; nothing when they do not. */
export function shareSeal(seal: TipSeal, wraps: SealWrap[], own: Opener, other: Uint8Array): SealWrap | undefined {
  if (!openReporter(seal, wraps, own)) return undefined
  return { key: keyName(other), cipher: sm2Encrypt(contentKey(wraps, own)!, other) }
}

/** Five bits an octet, in groups by hyphens. */
export function newQueryCode(): string {
  const characters = Array.from(crypto.getRandomValues(new Uint8Array(kCode)), (octet) => kAlphabet[octet >> 3]!)
  return characters.map((one, i) => (i > 0 && i % kGroup === 0 && i + 1 < kCode ? `-${one}` : one)).join('')
}

/** The reporter's key; nothing when it is no query code. */
export function queryKey(code: string): KeyPair | undefined {
  const plain = code.replace(/[-\s]/g, '').toUpperCase()
  if (plain.length !== kCode || [...plain].some((one) => !kAlphabet.includes(one))) return undefined
  const seed = sm3(utf8(plain))
  for (let i = 0; i < kTries; i += 1) {
    try {
      return pairOf(hkdfExpand(seed, concat(utf8(kQueryInfo), Uint8Array.of(i)), kSealKey))
    } catch {
      // one in 2^32 is no key
    }
  }
  return undefined
}
