import { describe, expect, it } from 'vitest'
import { concat, fromBase64, fromHex, toBase64, toHex, utf8 } from './bytes'
import { DerReader } from './der'
import { oid, smallInteger, unsigned } from './der_writer'
import { pairOf, readKeyFile } from './key_file'
import { sm2Sign, sm2Verify } from './message_signature'
import { keyFile, newKeyPair } from './new_key'
import { fromPem, toPem } from './pem'
import { createRequest, keyOfRequest } from './request'
import { signatureFromDer, signatureToDer } from './signature_der'
import { readVectors } from './vectors'

const vectors = readVectors('pkcs10_openssl.txt')
const bodyOf = (request: Uint8Array): Uint8Array => new DerReader(request).enter().next().whole

describe('certificate requests', () => {
  it.each(vectors.filter((one) => one['request']).map((one) => [one['name'], one] as const))('are those of OpenSSL: %s', async (_name, one) => {
    const pair = pairOf(fromHex(one['scalar']!))
    const theirs = fromBase64(one['request']!)
    const subject = ['C', 'O', 'CN'].filter((type) => one[type]).map((type): [string, string] => [type, one[type]!])
    const ours = await createRequest(subject, pair.publicKey, async (octets) => sm2Sign(octets, pair.privateKey, pair.publicKey))
    expect(toHex(bodyOf(ours))).toBe(toHex(bodyOf(theirs)))
    expect(toHex(keyOfRequest(ours)!)).toBe(toHex(pair.publicKey))
    expect(toHex(keyOfRequest(theirs)!)).toBe(toHex(pair.publicKey))
  })
  it('prove nothing once an octet changes', async () => {
    const der = fromBase64(vectors[0]!['request']!)
    const at = toHex(der).indexOf(toHex(utf8('申请人'))) / 2
    const changed = der.slice()
    changed[at + 2]! ^= 1
    expect(keyOfRequest(changed)).toBeUndefined()
  })
  it('have no name fields that we do not know', async () => {
    await expect(createRequest([['X', 'y']], new Uint8Array(65), async () => new Uint8Array(64))).rejects.toThrow(RangeError)
  })
})

describe('signatures', () => {
  const one = vectors.find((vector) => vector['signature'])!
  it('of OpenSSL hold, and go to DER and back', () => {
    const der = fromHex(one['signature']!)
    const signature = signatureFromDer(der)
    expect(sm2Verify(fromHex(one['message']!), signature, pairOf(fromHex(one['scalar']!)).publicKey)).toBe(true)
    expect(toHex(signatureToDer(signature))).toBe(one['signature'])
  })
  it('with small and large numbers go to DER and back', () => {
    for (const [r, s] of [['00'.repeat(31) + '01', 'ff'.repeat(32)], ['80' + '00'.repeat(31), '7f' + '00'.repeat(31)], ['00'.repeat(30) + '0080', '00'.repeat(30) + '007f']]) {
      const signature = concat(fromHex(r!), fromHex(s!))
      expect(toHex(signatureFromDer(signatureToDer(signature)))).toBe(toHex(signature))
    }
  })
  it.each(['', '3006020101020102ff', '300602010002018f', '30080202000102020001', '30060201010301ff', '3003020101'])('%s is none', (bad) => {
    expect(() => signatureFromDer(fromHex(bad))).toThrow()
  })
})

describe('DER out', () => {
  it('writes the numbers and identifiers that X.690 and RFC 5280 show', () => {
    expect(toHex(smallInteger(0))).toBe('020100')
    expect(toHex(smallInteger(128))).toBe('02020080')
    expect(toHex(smallInteger(65536))).toBe('0203010000')
    expect(toHex(unsigned(fromHex('0000ff')))).toBe('020200ff')
    expect(toHex(oid('1.2.156.10197.1.301'))).toBe('06082a811ccf5501822d')
    expect(toHex(oid('2.5.29.20'))).toBe('0603551d14')
  })
  it('reads back what it writes in PEM', () => {
    const der = Uint8Array.from({ length: 200 }, (_, i) => i)
    const text = toPem('CERTIFICATE REQUEST', der)
    expect(fromPem('CERTIFICATE REQUEST', text)).toEqual(der)
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBe(64)
  })
})

describe('a new key', () => {
  it('is in a file that is read with its PIN and with no other', async () => {
    const pair = newKeyPair()
    const pem = await keyFile(pair, '印信-2026', 1000)
    expect(await readKeyFile(pem, '印信-2026')).toEqual(pair)
    await expect(readKeyFile(pem, '印信-2027')).rejects.toMatchObject({ fault: 'password' })
    expect(pem).not.toContain(toBase64(pair.privateKey).slice(0, 20))
  })
  it('is taken from random octets as they come, but for those that are no key', () => {
    const order = 'fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123'
    const given = ['00'.repeat(32), order, order.slice(0, -1) + '2', '00'.repeat(31) + '07']
    const pair = newKeyPair(() => fromHex(given.shift()!))
    expect(toHex(pair.privateKey)).toBe('00'.repeat(31) + '07')
    expect(newKeyPair(() => fromHex(order.slice(0, -1) + '1')).publicKey.length).toBe(65)
  })
  it('is another one each time', () => {
    expect(toHex(newKeyPair().privateKey)).not.toBe(toHex(newKeyPair().privateKey))
  })
})
