// The seal of src/crypto/sm4.hpp: SM4 in counter mode, then HMAC-SM3 over everything.
import { hmac } from '@noble/hashes/hmac'
import { sm4 } from 'sm-crypto-v2'
import { concat, equal, utf8, wipe } from './bytes'
import { sm3Hash } from './sm3'

export const kSealKey = 32 // octets
const kVersion = 1
const kNonce = 16
const kTag = 32
const kBlock = 16
export const kSealOverhead = 1 + kNonce + kTag

/** HKDF-Expand (RFC 5869 2.3) over HMAC-SM3. */
export function hkdfExpand(key: Uint8Array, info: Uint8Array, size: number): Uint8Array {
  let block: Uint8Array = new Uint8Array()
  const blocks: Uint8Array[] = []
  for (let counter = 1; (counter - 1) * kTag < size; counter += 1) blocks.push((block = hmac(sm3Hash, key, concat(block, info, Uint8Array.of(counter)))))
  return concat(...blocks).slice(0, size)
}

function counterMode(key: Uint8Array, nonce: Uint8Array, octets: Uint8Array): Uint8Array {
  const counters = new Uint8Array(Math.ceil(octets.length / kBlock) * kBlock)
  const counter = nonce.slice()
  for (let at = 0; at < counters.length; at += kBlock) {
    counters.set(counter, at)
    for (let i = kBlock - 1; i >= 0 && (counter[i] = (counter[i]! + 1) & 0xff) === 0; i -= 1);
  }
  if (counters.length === 0) return new Uint8Array()
  const stream = sm4.encrypt(counters, key, { padding: 'none', output: 'array' })
  return octets.map((octet, i) => octet ^ stream[i]!)
}

const cipherKey = (key: Uint8Array): Uint8Array => hkdfExpand(key, utf8('yinxin seal 1 sm4-ctr'), 16)
function tagOf(key: Uint8Array, associated: Uint8Array, stored: Uint8Array): Uint8Array {
  const length = new Uint8Array(8)
  new DataView(length.buffer).setUint32(4, associated.length)
  return hmac(sm3Hash, hkdfExpand(key, utf8('yinxin seal 1 hmac-sm3'), kTag), concat(length, associated, stored))
}

/** `associated` is bound and not stored. */
export function sealStored(key: Uint8Array, plain: Uint8Array, associated: Uint8Array): Uint8Array {
  const nonce = crypto.getRandomValues(new Uint8Array(kNonce))
  const own = cipherKey(key)
  const stored = concat(Uint8Array.of(kVersion), nonce, counterMode(own, nonce, plain))
  wipe(own)
  return concat(stored, tagOf(key, associated, stored))
}

/** Nothing when the key is another, or anything changed. */
export function openStored(key: Uint8Array, sealed: Uint8Array, associated: Uint8Array): Uint8Array | undefined {
  if (sealed.length < kSealOverhead || sealed[0] !== kVersion) return undefined
  const stored = sealed.subarray(0, sealed.length - kTag)
  if (!equal(tagOf(key, associated, stored), sealed.subarray(sealed.length - kTag))) return undefined
  return counterMode(cipherKey(key), stored.subarray(1, 1 + kNonce), stored.subarray(1 + kNonce))
}
