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

/** The octets that wait: 12 of the initialisation vector, 16 of the tag, then the content. */
export function sealOctets(plain: Uint8Array, key: Uint8Array): Uint8Array {
  const iv = crypto.getRandomValues(new Uint8Array(kIv))
  const { output, tag } = sm4.encrypt(plain, key, { mode: 'gcm', iv, output: 'array', outputTag: true, padding: 'none' })
  return concat(iv, tag!, output)
}

/** Nothing when it was sealed with another key, or changed. */
export function unsealOctets(sealed: Uint8Array, key: Uint8Array): Uint8Array | undefined {
  if (sealed.length < kIv + kTag) return undefined
  try {
    return sm4.decrypt(sealed.subarray(kIv + kTag), key, {
      mode: 'gcm',
      iv: sealed.subarray(0, kIv),
      tag: sealed.subarray(kIv, kIv + kTag),
      output: 'array',
      padding: 'none',
    })
  } catch {
    return undefined
  }
}

export const seal = (text: string, key: Uint8Array): string => toBase64(sealOctets(utf8(text), key))

/** Nothing when it was sealed with another key, or changed. */
export function unseal(sealed: string, key: Uint8Array): string | undefined {
  try {
    const plain = unsealOctets(fromBase64(sealed), key)
    return plain && new TextDecoder('utf-8', { fatal: true }).decode(plain)
  } catch {
    return undefined
  }
}
