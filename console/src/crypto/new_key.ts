// An applicant's key pair, made in this browser, and the file it is kept in: PKCS#8 under a PIN in the form of
// src/crypto/key_file.hpp (KeyFileForm::Gm), which key_file.ts, the command line and GmSSL read.
import { pbkdf2Async } from '@noble/hashes/pbkdf2'
import { sm4 } from 'sm-crypto-v2'
import { utf8, wipe } from './bytes'
import { context } from './der'
import { bitString, element, octetString, oid, sequence, smallInteger } from './der_writer'
import { pairOf, type KeyPair } from './key_file'
import { toPem } from './pem'
import { sm3Hash } from './sm3'

const kIterations = 65_536 // as kPbkdf2Iterations in src/crypto/key_file.hpp
const kSalt = 16 // octets, RFC 8018 4.1 asks for 8 or more
const kBlock = 16
// n of GB/T 32918.5; a private key is in [1, n-2].
const kOrder = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n

export type Random = (octets: number) => Uint8Array
const random: Random = (octets) => crypto.getRandomValues(new Uint8Array(octets))

/** By rejection, so that every key is as likely as any other. */
export function newKeyPair(from: Random = random): KeyPair {
  for (;;) {
    const scalar = from(32)
    const value = BigInt(`0x${Array.from(scalar, (octet) => octet.toString(16).padStart(2, '0')).join('')}`)
    if (value < 1n || value > kOrder - 2n) continue
    const pair = pairOf(scalar)
    wipe(scalar)
    return pair
  }
}

function privateKeyInfo(pair: KeyPair): Uint8Array {
  const key = sequence(smallInteger(1), octetString(pair.privateKey), element(context(1), bitString(pair.publicKey)))
  return sequence(smallInteger(0), sequence(oid('1.2.840.10045.2.1'), oid('1.2.156.10197.1.301')), octetString(key))
}

/** "ENCRYPTED PRIVATE KEY". Takes about a second: that is its purpose. */
export async function keyFile(pair: KeyPair, pin: string, iterations = kIterations): Promise<string> {
  const salt = random(kSalt)
  const iv = random(kBlock)
  const key = await pbkdf2Async(sm3Hash, utf8(pin), salt, { c: iterations, dkLen: kBlock, asyncTick: 50 })
  const plain = privateKeyInfo(pair)
  const sealed = sm4.encrypt(plain, key, { mode: 'cbc', iv, padding: 'pkcs#7', output: 'array' })
  wipe(plain)
  wipe(key)
  const pbkdf2 = sequence(octetString(salt), smallInteger(iterations), smallInteger(kBlock), sequence(oid('1.2.156.10197.1.401.2')))
  const derivation = sequence(oid('1.2.840.113549.1.5.12'), pbkdf2)
  const cipher = sequence(oid('1.2.156.10197.1.104.2'), octetString(iv))
  return toPem('ENCRYPTED PRIVATE KEY', sequence(sequence(oid('1.2.840.113549.1.5.13'), sequence(derivation, cipher)), octetString(sealed)))
}
