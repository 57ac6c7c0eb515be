import { describe, expect, it } from 'vitest'
import { concat, fromBase64, fromHex, toBase64, toHex, utf8 } from '../crypto/bytes'
import { pairOf, type KeyPair } from '../crypto/key_file'
import { keyFile, newKeyPair } from '../crypto/new_key'
import { sm2Decrypt, sm2Encrypt } from '../crypto/sm2_cipher'
import { hkdfExpand, kSealOverhead, openStored, sealStored } from '../crypto/stored_seal'
import { octetString, sequence, unsigned } from '../crypto/der_writer'
import { readVectors } from '../crypto/vectors'
import { procedureOf } from '../office/test_procedure'
import { pagesFor } from '../office/roles'
import { FileKey } from '../keys/file_key'
import { session, signOut, type Officer } from '../office/session'
import { handlerKey, openerOf, takeHandlerKey } from './handler_key'
import { emptyReporter, keyName, newQueryCode, openReporter, queryKey, readSeal, reporterFaults, sealReporter, shareSeal, type Opener, type Reporter } from './tip_seal'
import { askedHere, enrolBody, identityOf, openingOf, openTip, reasonFault, sealIn, tipBody, wrapBody } from './tips'

const who: Reporter = { name: '赵举报', number: '11010519491231002X', phone: '13900001234', address: '昆明市', reply_by: '电话', other: '' }
const query = newKeyPair()
const a = newKeyPair()
const b = newKeyPair()
const opens = (pair: KeyPair): Opener => ({ publicKey: pair.publicKey, decrypt: (cipher) => sm2Decrypt(cipher, pair.privateKey) })
const sealed = sealReporter(who, query.publicKey, [a.publicKey, b.publicKey, a.publicKey])

describe('what the seal is made of', () => {
  it('expands keys as the C++ side does', () => {
    for (const one of readVectors('sm3_hkdf.txt').filter((each) => each['output'])) expect(toHex(hkdfExpand(fromHex(one['key']!), fromHex(one['info'] ?? ''), Number(one['length'])))).toBe(one['output'])
  })
  it('opens SM2 ciphers of the standard', () => {
    for (const one of readVectors('sm2_encryption.txt')) {
      const c1 = fromHex(one['c1']!)
      const cipher = sequence(unsigned(c1.subarray(1, 33)), unsigned(c1.subarray(33)), octetString(fromHex(one['c3']!)), octetString(fromHex(one['c2']!)))
      expect(toHex(sm2Decrypt(cipher, fromHex(one['scalar']!))!)).toBe(one['message'])
    }
    expect(sm2Decrypt(sm2Encrypt(utf8('abc'), a.publicKey), b.privateKey)).toBeUndefined()
  })
  it('binds what is stored to what it belongs to, and to every octet', () => {
    const key = crypto.getRandomValues(new Uint8Array(32))
    const stored = sealStored(key, utf8('abc'), utf8('here'))
    expect(stored.length).toBe(kSealOverhead + 3)
    expect(new TextDecoder().decode(openStored(key, stored, utf8('here')))).toBe('abc')
    expect(openStored(key, stored, utf8('there'))).toBeUndefined()
    for (let at = 0; at < stored.length; at += 1) {
      const changed = stored.slice()
      changed[at]! ^= 1
      expect(openStored(key, changed, utf8('here'))).toBeUndefined()
    }
  })
})

describe('the seal of a reporter', () => {
  it('opens for each handler and nobody else', () => {
    const seal = readSeal(sealed)!
    expect(seal.wraps).toHaveLength(2)
    expect(seal.wraps.map((one) => one.key)).toEqual([...seal.wraps.map((one) => one.key)].sort())
    for (const pair of [a, b]) expect(openReporter(seal, seal.wraps, opens(pair))).toEqual(who)
    expect(openReporter(seal, seal.wraps, opens(query))).toBeUndefined()
  })
  it('shows nothing of who reports, nor how much was written', () => {
    expect(new TextDecoder().decode(sealed)).not.toContain('赵')
    expect(readSeal(sealReporter({ ...emptyReporter(), name: '王' }, query.publicKey, [a.publicKey, b.publicKey]))!.sealed.length).toBe(readSeal(sealed)!.sealed.length)
  })
  it('is bound to its query code', () => {
    const seal = readSeal(sealed)!
    expect(openReporter({ ...seal, queryKey: b.publicKey }, seal.wraps, opens(a))).toBeUndefined()
  })
  it('is shared by who opens it', () => {
    const seal = readSeal(sealReporter(who, query.publicKey, [a.publicKey]))!
    const wrap = shareSeal(seal, seal.wraps, opens(a), b.publicKey)!
    expect(openReporter(seal, [...seal.wraps, wrap], opens(b))).toEqual(who)
    expect(shareSeal(seal, seal.wraps, opens(b), b.publicKey)).toBeUndefined()
  })
  it('asks for a name and keeps to the limits', () => {
    expect(reporterFaults(who)).toEqual([])
    expect(reporterFaults(emptyReporter())).toEqual(['name'])
    expect(reporterFaults({ ...who, other: '𠮷'.repeat(500) })).toEqual([])
    expect(reporterFaults({ ...who, other: '𠮷'.repeat(501) })).toEqual(['other'])
    expect(() => sealReporter(who, query.publicKey, [])).toThrow(RangeError)
  })
  it('is no seal when anything stands behind it', () => {
    expect(readSeal(concat(sealed, Uint8Array.of(0)))).toBeUndefined()
    expect(readSeal(new Uint8Array())).toBeUndefined()
  })
  it('is the one of the command line: what it sealed opens here', () => {
    for (const one of readVectors('tip_seal.txt')) {
      const pair = pairOf(fromHex(one['scalar']!))
      const seal = readSeal(fromBase64(one['seal']!))!
      expect(openReporter(seal, seal.wraps, opens(pair))).toEqual({ name: one['name'], number: one['number'], phone: one['phone'], address: one['address'], reply_by: one['reply_by'], other: one['other'] })
      expect(toHex(queryKey(one['code']!)!.publicKey)).toBe(toHex(seal.queryKey))
    }
  })
})

describe('the key of a handler', () => {
  it('opens what is sealed for it, and is put away with the session', async () => {
    const key = await FileKey.open('k.key', await keyFile(a, '口令-12345', 1000), '口令-12345')
    session.officer = { id: 'tips-1', name: '甲', roles: ['tip_handler'] } as unknown as Officer
    takeHandlerKey(key)
    const seal = readSeal(sealed)!
    expect(openReporter(seal, seal.wraps, openerOf(handlerKey()!))).toEqual(who)
    session.locked = 'idle'
    expect([handlerKey(), key.locked]).toEqual([undefined, true])
    signOut()
  })
})

describe('the query code', () => {
  it('has 26 characters in groups, and leads to one key however it is typed', () => {
    const code = newQueryCode()
    expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){4}[0-9A-HJKMNP-TV-Z]{6}$/)
    expect(toHex(queryKey(code.toLowerCase().replaceAll('-', ' '))!.publicKey)).toBe(toHex(queryKey(code)!.publicKey))
    expect(newQueryCode()).not.toBe(code)
  })
  it('is refused when it is none', () => {
    for (const bad of ['', 'ABC', `${'0'.repeat(25)}I`, '0'.repeat(27)]) expect(queryKey(bad)).toBeUndefined()
  })
})

describe('a tip', () => {
  const opening = openingOf(procedureOf('tip'))!
  it('asks the public for what the rules have, without seal, channel and files', () => {
    expect(askedHere(opening).map((one) => one.id)).toEqual(['reported', 'reported_address', 'request', 'facts', 'keep_secret'])
  })
  it('is sent under a name with its seal, or without either; no member names who reports', () => {
    const named = JSON.parse(tipBody('530000', { reported: '某机构', facts: '事实', keep_secret: true }, sealed)) as Record<string, unknown>
    expect(named).toEqual({ scope: '530000', inputs: { channel: 'web', named: true, reported: '某机构', facts: '事实', keep_secret: true }, seal: toBase64(sealed) })
    expect(JSON.parse(tipBody('', { reported: '某机构' }, undefined))).toEqual({ inputs: { channel: 'web', named: false, reported: '某机构' } })
    expect(JSON.stringify(named)).not.toContain('赵')
  })
  it('is signed by the key of its code', async () => {
    const pair = queryKey(newQueryCode())!
    const identity = identityOf(pair)
    expect(identity.keyId).toBe(`key:${toBase64(pair.publicKey.subarray(1))}`)
    expect((await identity.sign(utf8('abc'))).length).toBe(64)
  })
  it('is opened for a reason, with the wraps of the seal and those that were shared', async () => {
    const seal = readSeal(sealReporter(who, query.publicKey, [a.publicKey]))!
    const wrap = shareSeal(seal, seal.wraps, opens(a), b.publicKey)!
    const answer = { parts: [], seal: toBase64(sealReporter(who, query.publicKey, [a.publicKey])), wraps: [JSON.parse(wrapBody(wrap)) as { key: string; cipher: string }] }
    const asked: string[] = []
    const content = await openTip('JB-2026-1', ' 核实 ', true, async (path, body) => {
      asked.push(path, body)
      return utf8(JSON.stringify(answer))
    })
    expect(asked).toEqual(['/tips/JB-2026-1/openings', '{"reason":"核实","seal":true}'])
    expect(sealIn(content)!.wraps.map((one) => one.key)).toContain(keyName(b.publicKey))
    expect(sealIn({ parts: [] })).toBeUndefined()
    expect(sealIn({ parts: [], seal: '?' })).toBeUndefined()
  })
  it('asks for a reason of at most 500 characters', () => {
    expect([' ', '核实', '字'.repeat(501)].map(reasonFault)).toEqual([true, false, true])
    expect(enrolBody(a.publicKey)).toBe(JSON.stringify({ point: toBase64(a.publicKey) }))
  })
  it('is handled by those whom the rules name', () => {
    expect(pagesFor(['tip_handler'], 'regulator')).toContain('tips')
    expect(pagesFor(['tip_handler'], 'provider')).not.toContain('tips')
    expect(pagesFor(['review_coordinator'], 'regulator')).not.toContain('tips')
  })
})
