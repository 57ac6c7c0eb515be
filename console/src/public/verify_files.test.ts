import { describe, expect, it } from 'vitest'
import { fromBase64, fromHex, toBase64, toHex, utf8 } from '../crypto/bytes'
import { signatureFromDer } from '../crypto/signature_der'
import { readVectors } from '../crypto/vectors'
import { readSignature, sortFiles } from './verify_files'

const der = fromHex(readVectors('pkcs10_openssl.txt').find((one) => one['signature'])!['signature']!)
const raw = signatureFromDer(der)
const certificate = fromBase64(readVectors('status_openssl.txt')[0]!['certificate']!)
const file = (name: string, octets: Uint8Array): File => new File([octets as Uint8Array<ArrayBuffer>], name)

describe('a signature', () => {
  it.each([
    ['DER', der],
    ['base64 of DER', utf8(`${toBase64(der)}\n`)],
    ['base64 of r || s', utf8(toBase64(raw))],
    ['hexadecimal of DER', utf8(toHex(der))],
    ['hexadecimal of r || s', utf8(toHex(raw).toUpperCase())],
    ['r || s', raw],
  ])('is read as %s', (_form, octets) => {
    expect(toHex(readSignature(octets)!)).toBe(toHex(raw))
  })
  it.each(['', 'abc', 'QUJD', '中文', 'a'.repeat(5000)])('%j is none', (text) => {
    expect(readSignature(utf8(text))).toBeUndefined()
  })
})

describe('files that were dropped together', () => {
  it('are told apart', async () => {
    const found = await sortFiles([file('a.pdf', utf8('%PDF')), file('a.pdf.sig', der), file('x.cer', certificate)])
    expect(found.document?.name).toBe('a.pdf')
    expect(toHex(found.signature!.octets)).toBe(toHex(raw))
    expect(found.certificate?.read.serial).toBe('1001')
  })
  it('may be one document', async () => {
    expect((await sortFiles([file('a.txt', utf8('abc'))])).document?.name).toBe('a.txt')
  })
})
