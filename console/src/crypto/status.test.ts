import { describe, expect, it } from 'vitest'
import { fromBase64, fromHex, toHex } from './bytes'
import { readDetails } from './certificate'
import { readCrl } from './crl'
import { ocspQuestion, readOcspAnswer } from './ocsp'
import { isSignedBy } from './signed_body'
import { readVectors } from './vectors'

const one = readVectors('status_openssl.txt')[0]!
const issuer = readDetails(fromBase64(one['issuer']!))
const leaf = readDetails(fromBase64(one['certificate']!))
const nonce = fromHex(one['nonce']!)
const revokedAt = Date.parse(one['revoked-at']!)

describe('a certificate', () => {
  it('tells who signed it, from when to when, and where its list is', () => {
    expect(isSignedBy(leaf.signed, issuer.publicKey)).toBe(true)
    expect(isSignedBy(issuer.signed, issuer.publicKey)).toBe(true)
    expect(isSignedBy(leaf.signed, leaf.publicKey)).toBe(false)
    expect(toHex(leaf.issuer)).toBe(toHex(issuer.subject))
    expect([issuer.isAuthority, leaf.isAuthority]).toEqual([true, false])
    expect(leaf.crlUrls).toEqual([one['crl-url']])
    expect(leaf.notBefore).toBe(revokedAt)
    expect(new Date(leaf.notAfter).toISOString()).toBe('2036-11-20T06:01:57.000Z')
  })
})

describe('alternative names', () => {
  const named = readVectors('status_openssl.txt')[1]!
  it('are read by their kinds', () => {
    const read = readDetails(fromBase64(named['certificate']!))
    expect([read.dns.join(' '), read.mails.join(' ')]).toEqual([named['dns'], named['mails']])
    expect([leaf.dns, leaf.mails]).toEqual([[], []])
  })
})

describe('a revocation list of OpenSSL', () => {
  const der = fromBase64(one['crl']!)
  it('names the revoked certificate and no other', () => {
    const list = readCrl(der, one['serial']!)
    expect(isSignedBy(list.signed, issuer.publicKey)).toBe(true)
    expect(list).toMatchObject({ number: one['crl-number'], entry: { revokedAt, reason: 1, removed: false } })
    expect(list.nextUpdate - list.thisUpdate).toBe(30 * 86_400_000)
    expect(readCrl(der, '1002').entry).toBeUndefined()
  })
  it('does not hold when an octet changes, and is none when it is cut', () => {
    const changed = der.slice()
    changed[60]! ^= 1
    let held = false
    try {
      held = isSignedBy(readCrl(changed, one['serial']!).signed, issuer.publicKey)
    } catch {
      // no list any more
    }
    expect(held).toBe(false)
    for (let size = 0; size < der.length; size += 5) expect(() => readCrl(der.subarray(0, size), '1001')).toThrow()
  })
})

describe('online status of OpenSSL', () => {
  const der = fromBase64(one['answer']!)
  it('is asked for in the same octets', () => {
    expect(toHex(ocspQuestion(one['serial']!, issuer, nonce))).toBe(toHex(fromBase64(one['question']!)))
  })
  it('says that the certificate is revoked', () => {
    expect(readOcspAnswer(der, one['serial']!, issuer, nonce)).toMatchObject({ status: 'revoked', revokedAt, producedAt: revokedAt })
  })
  it('is no answer to another question, about another certificate, or by another issuer', () => {
    expect(() => readOcspAnswer(der, one['serial']!, issuer, new Uint8Array(16))).toThrow()
    expect(() => readOcspAnswer(der, '1002', issuer, nonce)).toThrow()
    expect(() => readOcspAnswer(der, one['serial']!, leaf, nonce)).toThrow()
  })
  it('is none when it is cut or changed', () => {
    for (let size = 0; size < der.length; size += 11) expect(() => readOcspAnswer(der.subarray(0, size), '1001', issuer, nonce)).toThrow()
    const changed = der.slice()
    changed[150]! ^= 1
    expect(() => readOcspAnswer(changed, one['serial']!, issuer, nonce)).toThrow()
  })
})
