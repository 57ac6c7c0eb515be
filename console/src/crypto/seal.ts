// A draft that waits in the browser's storage: SM4-GCM (GB/T 36624) under a key that comes from the applicant's own
// private key, so that nobody opens it without the key file and its PIN, however short the PIN is.
import { hmac } from '@noble/hashes/hmac'
import { sm4 } from 'sm-crypto-v2'
import { concat, fromBase64, toBase64, utf8 } from './bytes'
import { sm3Hash } from './sm3'

const kDomain = 'yinxin-console-draft-v1'
const kIv = 12 // octets, GB/T 36624: 96 bits
const kTag = 16

/** For one purpose, so that no seal of another is opened with it. */
export function sealingKey(privateKey: Uint8Array, purpose: string): Uint8Array {
  return hmac(sm3Hash, privateKey, utf8(`${kDomain}\0${purpose}`)).subarray(0, 16)
}

export function seal(text: string, key: Uint8Array): string {
  const iv = crypto.getRandomValues(new Uint8Array(kIv))
  const { output, tag } = sm4.encrypt(utf8(text), key, { mode: 'gcm', iv, output: 'array', outputTag: true, padding: 'none' })
  return toBase64(concat(iv, tag!, output))
}

/** Nothing when it was sealed with another key, or changed. */
export function unseal(sealed: string, key: Uint8Array): string | undefined {
  try {
    const octets = fromBase64(sealed)
    if (octets.length < kIv + kTag) return undefined
    const plain = sm4.decrypt(octets.subarray(kIv + kTag), key, {
      mode: 'gcm',
      iv: octets.subarray(0, kIv),
      tag: octets.subarray(kIv, kIv + kTag),
      output: 'array',
      padding: 'none',
    })
    return new TextDecoder('utf-8', { fatal: true }).decode(plain)
  } catch {
    return undefined
  }
}
