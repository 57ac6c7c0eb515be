import { hmac } from '@noble/hashes/hmac'
import { describe, expect, it } from 'vitest'
import { concat, fromBase64, fromHex, toBase64, toHex, utf8 } from './bytes'
import { KeyFileError, pairOf, readKeyFile } from './key_file'
import { contentDigest, signatureBase, signRequest, sm2Sign, sm2Verify, type OutgoingRequest } from './message_signature'
import { sm3, sm3Hash } from './sm3'
import { readVectors } from './vectors'

const pem = (label: string, base64: string): string => `-----BEGIN ${label}-----\n${base64}\n-----END ${label}-----\n`
const faultOf = async (text: string, password = ''): Promise<string> =>
  readKeyFile(text, password).then(
    () => 'read',
    (fault: unknown) => (fault instanceof KeyFileError ? fault.fault : String(fault)),
  )

describe('SM3', () => {
  it('gives the digests printed in GB/T 32905', () => {
    expect(toHex(sm3(utf8('abc')))).toBe('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0')
    expect(toHex(sm3(utf8('abcd'.repeat(16))))).toBe('debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732')
  })
  it('is the same in pieces', () => {
    const octets = Uint8Array.from({ length: 300 }, (_, i) => i & 0xff)
    const whole = toHex(sm3(octets))
    for (const cut of [0, 1, 63, 64, 65, 128, 299]) {
      const pieces = sm3Hash.create().update(octets.subarray(0, cut)).update(octets.subarray(cut))
      expect(toHex(pieces.digest())).toBe(whole)
    }
  })
  it('makes the HMACs of the C++ vectors', () => {
    const vectors = readVectors('sm3_hmac.txt').filter((one) => one['key'] && one['tag'])
    expect(vectors.length).toBeGreaterThan(3)
    for (const one of vectors) {
      const message = fromHex(one['message'] ?? one['data'] ?? '')
      expect(toHex(hmac(sm3Hash, fromHex(one['key'] ?? ''), message))).toBe(one['tag'])
    }
  })
})

describe('key files', () => {
  const vectors = readVectors('key_file.txt')
  for (const one of vectors.filter((vector) => vector['scalar'])) {
    it(`reads ${one['name']}`, async () => {
      const pair = await readKeyFile(pem(one['label'] ?? '', one['base64'] ?? ''), one['password'] ?? '')
      expect(toHex(pair.privateKey)).toBe(one['scalar'])
      expect(toHex(pair.publicKey)).toBe(toHex(pairOf(fromHex(one['scalar'] ?? '')).publicKey))
    }, 20_000)
  }
  for (const one of vectors.filter((vector) => vector['refused'])) {
    it(`refuses ${one['name']}`, async () => {
      expect(await faultOf(pem(one['label'] ?? '', one['base64'] ?? ''), one['password'] ?? '')).toBe('format')
    })
  }
  const encrypted = vectors.find((one) => one['name'] === 'OpenSSL pkcs8, HMAC-SHA-256')!
  it('tells a wrong password from a missing one and from no key file', async () => {
    const text = pem('ENCRYPTED PRIVATE KEY', encrypted['base64']!)
    expect(await faultOf(text, 'another')).toBe('password')
    expect(await faultOf(text)).toBe('password_needed')
    expect(await faultOf('nothing of the kind')).toBe('format')
    expect(await faultOf(pem('PRIVATE KEY', '!!!'))).toBe('format')
  })
  it('refuses every shorter file', async () => {
    const der = fromBase64(encrypted['base64']!)
    for (let size = 1; size < der.length; size++)
      expect(await faultOf(pem('ENCRYPTED PRIVATE KEY', toBase64(der.subarray(0, size))), 'p')).toBe('format')
  })
  it('derives the points of the C++ vectors', () => {
    for (const one of readVectors('sm2_key.txt').filter((vector) => vector['point']))
      expect(toHex(pairOf(fromHex(one['scalar']!)).publicKey)).toBe(one['point'])
  })
})

describe('signed requests', () => {
  const vector = readVectors('http_signature_sm2.txt')[0]!
  const [head = '', body = ''] = vector['request']!.split('\\n\\n')
  const lines = head.split('\\n')
  const headers = new Map(
    lines.slice(1).map((line): [string, string] => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 2)]),
  )
  const [method = '', target = ''] = lines[0]!.split(' ')
  const request: OutgoingRequest = {
    method,
    url: new URL(`${vector['scheme']}://${headers.get('host')}${target}`),
    headers,
    body: utf8(body),
  }
  const base = vector['base']!.replaceAll('\\n', '\n')

  it('have the signature base of the C++ vector', () => {
    const input = headers.get('signature-input')!.slice('sig='.length)
    const covered = ['@method', '@target-uri', 'content-digest', 'content-type', 'idempotency-key']
    expect(signatureBase(request, covered, input)).toBe(base)
    expect(contentDigest(request.body!)).toBe(headers.get('content-digest'))
  })
  it('verify with the key of the C++ vector', () => {
    const signature = fromBase64(headers.get('signature')!.slice('sig=:'.length, -1))
    const key = fromHex(vector['public-key']!)
    expect(sm2Verify(utf8(base), signature, key)).toBe(true)
    expect(sm2Verify(utf8(base + ' '), signature, key)).toBe(false)
  })
  it('cover method, address, body, type and idempotency key', async () => {
    const pair = pairOf(fromHex('01'.repeat(32)))
    const own: OutgoingRequest = {
      method: 'POST',
      url: new URL('http://127.0.0.1:8080/applications/SQ-1/events?x=%E4%B8%AD'),
      headers: new Map([
        ['content-type', 'application/json'],
        ['idempotency-key', 'a'.repeat(32)],
      ]),
      body: utf8('{"event":"接收"}'),
    }
    const as = { keyId: 'officer:entry-1', created: 1795334400, nonce: 'b'.repeat(32) }
    let signed = new Uint8Array()
    await signRequest(own, as, async (octets) => {
      signed = octets.slice()
      return sm2Sign(octets, pair.privateKey, pair.publicKey)
    })
    expect(new TextDecoder().decode(signed)).toBe(
      [
        '"@method": POST',
        '"@target-uri": http://127.0.0.1:8080/applications/SQ-1/events?x=%E4%B8%AD',
        `"content-digest": ${contentDigest(own.body!)}`,
        '"content-type": application/json',
        `"idempotency-key": ${'a'.repeat(32)}`,
        `"@signature-params": ("@method" "@target-uri" "content-digest" "content-type" "idempotency-key");created=1795334400;keyid="officer:entry-1";nonce="${'b'.repeat(32)}";alg="sm2-sm3";tag="yinxin"`,
      ].join('\n'),
    )
    const signature = fromBase64(own.headers.get('signature')!.slice('sig=:'.length, -1))
    expect(signature.length).toBe(64)
    expect(sm2Verify(signed, signature, pair.publicKey)).toBe(true)
  })
  it('are not made over anything but printable ASCII', () => {
    const bad = { ...request, headers: new Map([['content-type', 'text/中']]) }
    expect(() => signatureBase(bad, ['content-type'], '()')).toThrow(RangeError)
  })
})

describe('octets', () => {
  it('go to text and back', () => {
    const octets = Uint8Array.from({ length: 256 }, (_, i) => i)
    expect(fromHex(toHex(octets))).toEqual(octets)
    expect(fromBase64(toBase64(octets))).toEqual(octets)
    expect(concat(octets.subarray(0, 5), octets.subarray(5))).toEqual(octets)
    for (const bad of ['0', '0g', ' 00']) expect(() => fromHex(bad)).toThrow(RangeError)
    for (const bad of ['A', 'A===', 'AA=A', '*AAA']) expect(() => fromBase64(bad)).toThrow(RangeError)
  })
})
