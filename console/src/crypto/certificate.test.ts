import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { fromBase64, fromHex, utf8 } from './bytes'
import { readCertificate } from './certificate'
import { holds, readTreeHead } from './tree_head'
import { readVectors } from './vectors'

describe('certificates', () => {
  const vectors = readVectors('x509_certificate.txt').filter((one) => one['base64'] && one['serial'])
  it.each(vectors.map((one) => [one['name'], one] as const))('%s', (_name, one) => {
    const der = fromBase64(one['base64']!)
    expect(readCertificate(der).serial).toBe(one['serial'])
    const pem = `-----BEGIN CERTIFICATE-----\n${one['base64']}\n-----END CERTIFICATE-----\n`
    expect(readCertificate(utf8(pem)).der).toEqual(der)
    expect(readCertificate(der).publicKey.length).toBe(65)
  })
  it('are refused when they are cut or are something else', () => {
    const der = fromBase64(vectors[0]!['base64']!)
    for (let size = 0; size < der.length; size += 7) expect(() => readCertificate(der.subarray(0, size))).toThrow()
    expect(() => readCertificate(utf8('-----BEGIN CERTIFICATE-----\n?\n-----END CERTIFICATE-----\n'))).toThrow()
  })
})

describe('tree heads', () => {
  const text = readFileSync(new URL('../../../tests/vectors/tree_head.txt', import.meta.url), 'utf8')
  const note = /^BEGIN\n([^]*?)END$/m.exec(text)![1]!
  const key = fromHex(/^key ledger\S* ([0-9a-f]+)$/m.exec(text)![1]!)
  const witness = fromHex(/^key witness\S* ([0-9a-f]+)$/m.exec(text)![1]!)
  it('hold with the key of the C++ vector, and with no other', () => {
    const head = readTreeHead(note)
    expect(head).toMatchObject({ origin: 'ledger.test.invalid/yinxin', size: 1234567, time: '2026-11-22T15:41:49Z' })
    expect(head.signatures.length).toBe(2)
    expect(holds(head, key)).toBe(true)
    expect(holds(head, witness)).toBe(false)
  })
  it('do not hold when a digit changes', () => {
    expect(holds(readTreeHead(note.replace('1234567', '1234568')), key)).toBe(false)
    expect(holds(readTreeHead(note.replace('15:41:49Z', '15:41:50Z')), key)).toBe(false)
  })
  it.each(['', 'x', 'a\n1\nAA==\nt\n\n', 'a\n01\nM30GstFeEFJRIkS96l3KSXnyohPh+bUOSf4j7r6xYfI=\nt\n\n— a AAAA\n', note.replace('— ', '- ')])('%j is none', (bad) => {
    expect(() => readTreeHead(bad)).toThrow()
  })
})
