// Reads an officer's key file as src/crypto/key_file.hpp writes it: PKCS#8 (RFC 5958) in PEM, plain or under a password
// (PBES2: PBKDF2 with HMAC-SM3 or HMAC-SHA-256, SM4-CBC), and SEC1 (RFC 5915). All of it happens in this browser.
import { pbkdf2Async } from '@noble/hashes/pbkdf2'
import { sha256 } from '@noble/hashes/sha2'
import { sm2, sm4 } from 'sm-crypto-v2'
import { equal, fromHex, toHex, utf8, wipe } from './bytes'
import { context, DerError, DerReader, tag } from './der'
import { fromPem } from './pem'
import { sm3Hash } from './sm3'

const oids = {
  ecPublicKey: '1.2.840.10045.2.1',
  sm2Curve: '1.2.156.10197.1.301',
  pbes2: '1.2.840.113549.1.5.13',
  pbkdf2: '1.2.840.113549.1.5.12',
  hmacSm3: '1.2.156.10197.1.401.2',
  hmacSha256: '1.2.840.113549.2.9',
  sm4Cbc: '1.2.156.10197.1.104.2',
}
const kMaxIterations = 10_000_000 // as kMaxPbkdf2Iterations in src/crypto/key_file.hpp
const kMaxSalt = 64 // as kMaxSaltSize in src/crypto/pbes2.cpp
export const kMaxKeyFile = 64 * 1024 // octets; a key file has some hundred

/** Why a file could not be opened: not a key file of ours, under a password that was not given, or under another one. */
export type KeyFileFault = 'format' | 'password_needed' | 'password'
export class KeyFileError extends Error {
  constructor(readonly fault: KeyFileFault) {
    super(fault)
  }
}

export interface KeyPair {
  privateKey: Uint8Array // the scalar, 32 octets
  publicKey: Uint8Array // 04 || X || Y
}

export function isEncrypted(pem: string): boolean {
  return pem.includes('-----BEGIN ENCRYPTED PRIVATE KEY-----')
}

/** Throws KeyFileError. */
export async function readKeyFile(pem: string, password: string): Promise<KeyPair> {
  try {
    const encrypted = fromPem('ENCRYPTED PRIVATE KEY', pem)
    if (encrypted) return readInfo(await decrypt(encrypted, password))
    const info = fromPem('PRIVATE KEY', pem)
    if (info) return readInfo(info)
    const sec1 = fromPem('EC PRIVATE KEY', pem) ?? fromPem('SM2 PRIVATE KEY', pem)
    if (sec1) return readEcKey(sec1, false)
  } catch (fault) {
    if (fault instanceof KeyFileError) throw fault
    if (!(fault instanceof DerError) && !(fault instanceof RangeError)) throw fault
  }
  throw new KeyFileError('format')
}

function expectOid(reader: DerReader, wanted: string): void {
  if (reader.oid() !== wanted) throw new DerError('another algorithm')
}

function readInfo(der: Uint8Array): KeyPair {
  const outer = new DerReader(der)
  const reader = outer.enter()
  outer.end()
  if (reader.smallInteger() !== 0) throw new DerError('the version of PrivateKeyInfo')
  const algorithm = reader.enter()
  expectOid(algorithm, oids.ecPublicKey)
  expectOid(algorithm, oids.sm2Curve)
  algorithm.end()
  const inner = reader.expect(tag.octetString)
  reader.optional(context(0)) // attributes
  reader.end()
  return readEcKey(inner, true)
}

function readEcKey(der: Uint8Array, named: boolean): KeyPair {
  const outer = new DerReader(der)
  const reader = outer.enter()
  outer.end()
  if (reader.smallInteger() !== 1) throw new DerError('the version of ECPrivateKey')
  const scalar = reader.expect(tag.octetString)
  const curve = reader.optional(context(0))
  if (curve) expectOid(new DerReader(curve), oids.sm2Curve)
  else if (!named) throw new DerError('the curve is not named')
  if (scalar.length !== 32) throw new DerError('the length of the key')
  const pair = pairOf(scalar)
  const point = reader.optional(context(1))
  reader.end()
  if (point) {
    const bits = new DerReader(point).expect(tag.bitString)
    if (bits[0] !== 0 || !equal(bits.subarray(1), pair.publicKey)) throw new DerError('the public key is another one')
  }
  return pair
}

/** Throws RangeError when the scalar is not a private key of SM2. */
export function pairOf(scalar: Uint8Array): KeyPair {
  try {
    return { privateKey: scalar.slice(), publicKey: fromHex(sm2.getPublicKeyFromPrivateKey(toHex(scalar))) }
  } catch {
    throw new RangeError('not a private key')
  }
}

interface Parameters {
  prf: 'sm3' | 'sha256'
  salt: Uint8Array
  iterations: number
  iv: Uint8Array
  ciphertext: Uint8Array
}

function readEncrypted(der: Uint8Array): Parameters {
  const outer = new DerReader(der)
  const reader = outer.enter()
  outer.end()
  const scheme = reader.enter()
  expectOid(scheme, oids.pbes2)
  const parameters = scheme.enter()
  const derivation = parameters.enter()
  expectOid(derivation, oids.pbkdf2)
  const pbkdf2 = derivation.enter()
  const salt = pbkdf2.expect(tag.octetString)
  const iterations = pbkdf2.smallInteger()
  if (pbkdf2.peek() === tag.integer && pbkdf2.smallInteger() !== 16) throw new DerError('the key length is not of SM4')
  const prf = pbkdf2.enter().oid()
  if (prf !== oids.hmacSm3 && prf !== oids.hmacSha256) throw new DerError('another function')
  const cipher = parameters.enter()
  expectOid(cipher, oids.sm4Cbc)
  const iv = cipher.expect(tag.octetString)
  const ciphertext = reader.expect(tag.octetString)
  reader.end()
  if (salt.length === 0 || salt.length > kMaxSalt || iterations < 1 || iterations > kMaxIterations || iv.length !== 16)
    throw new DerError('parameters')
  if (ciphertext.length === 0 || ciphertext.length % 16 !== 0) throw new DerError('not whole blocks')
  return { prf: prf === oids.hmacSm3 ? 'sm3' : 'sha256', salt, iterations, iv, ciphertext }
}

async function decrypt(der: Uint8Array, password: string): Promise<Uint8Array> {
  const { prf, salt, iterations, iv, ciphertext } = readEncrypted(der)
  if (password === '') throw new KeyFileError('password_needed')
  const hash = prf === 'sm3' ? sm3Hash : sha256
  const key = await pbkdf2Async(hash, utf8(password), salt, { c: iterations, dkLen: 16, asyncTick: 50 })
  try {
    const plain = sm4.decrypt(ciphertext, key, { mode: 'cbc', iv, padding: 'pkcs#7', output: 'array' })
    // A wrong password passes the padding once in 256 times: what comes out must be one SEQUENCE.
    const reader = new DerReader(plain)
    reader.expect(tag.sequence)
    reader.end()
    return plain
  } catch {
    throw new KeyFileError('password')
  } finally {
    wipe(key)
  }
}
