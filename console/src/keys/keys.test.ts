import { describe, expect, it } from 'vitest'
import { fromHex, toHex, utf8 } from '../crypto/bytes'
import { KeyFileError } from '../crypto/key_file'
import { sm2Verify } from '../crypto/message_signature'
import { readVectors } from '../crypto/vectors'
import { FileKey } from './file_key'
import { KeyLocked, type KeyHolder } from './key_holder'
import { TestBridge } from './test_bridge'
import { TokenError, TokenKey } from './token_key'

const vectors = readVectors('key_file.txt')
const pemOf = (name: string): string => {
  const one = vectors.find((vector) => vector['name'] === name)!
  return `-----BEGIN ${one['label']}-----\n${one['base64']}\n-----END ${one['label']}-----\n`
}
const encrypted = pemOf('OpenSSL pkcs8, HMAC-SHA-256')

/** What every KeyHolder promises. */
async function keepsItsWord(key: KeyHolder, secret: string): Promise<void> {
  const octets = utf8('"@method": GET')
  expect(key.locked).toBe(false)
  expect(key.seals).toBe(true)
  const seal = toHex(key.sealingKey('draft'))
  expect(seal).toMatch(/^[0-9a-f]{32}$/)
  expect(toHex(key.sealingKey('another'))).not.toBe(seal)
  expect(sm2Verify(octets, await key.sign(octets), key.publicKey)).toBe(true)
  expect(await key.check(secret)).toBe(true)
  expect(await key.check('another')).toBe(false)
  key.lock()
  expect(key.locked).toBe(true)
  await expect(key.sign(octets)).rejects.toThrow(KeyLocked)
  expect(() => key.sealingKey('draft')).toThrow(KeyLocked)
  await expect(key.unlock('another')).rejects.toThrow()
  expect(key.locked).toBe(true)
  await key.unlock(secret)
  expect(toHex(key.sealingKey('draft'))).toBe(seal)
  expect(sm2Verify(octets, await key.sign(octets), key.publicKey)).toBe(true)
}

describe('a key file', () => {
  it('under a password locks and unlocks', async () => {
    await keepsItsWord(await FileKey.open('entry-1.key', encrypted, '印信-2026'), '印信-2026')
  })
  it('without one has to be chosen again', async () => {
    const key = await FileKey.open('entry-1.key', pemOf('OpenSSL genpkey'), '')
    expect(key.canUnlock).toBe(false)
    key.lock()
    await expect(key.unlock('')).rejects.toThrow(KeyLocked)
  })
  it('is overwritten when locked', async () => {
    const key = await FileKey.open('entry-1.key', encrypted, '印信-2026')
    const held = (key as unknown as { pair: { privateKey: Uint8Array } }).pair.privateKey
    key.lock()
    expect(toHex(held)).toBe('00'.repeat(32))
  })
  it('is not opened by another password', async () => {
    await expect(FileKey.open('entry-1.key', encrypted, 'another')).rejects.toThrow(KeyFileError)
  })
})

describe('a token behind the test bridge', () => {
  const scalar = fromHex('11'.repeat(32))
  const open = async (bridge: TestBridge, pin: string): Promise<TokenKey> => TokenKey.open(bridge, (await bridge.list())[0]!, pin)

  it('locks and unlocks', async () => {
    await keepsItsWord(await open(new TestBridge(scalar, '123456'), '123456'), '123456')
  })
  it('says how many tries are left, and is blocked after them', async () => {
    const bridge = new TestBridge(scalar, '123456')
    await expect(open(bridge, '000000')).rejects.toMatchObject({ fault: 'pin', triesLeft: 5 })
    bridge.triesLeft = 1
    await expect(open(bridge, '000000')).rejects.toMatchObject({ fault: 'blocked' })
    await expect(open(bridge, '123456')).rejects.toMatchObject({ fault: 'blocked' })
  })
  it('says that it was pulled out', async () => {
    const bridge = new TestBridge(scalar, '123456')
    const key = await open(bridge, '123456')
    bridge.plugged = false
    await expect(key.sign(utf8('x'))).rejects.toThrow(TokenError)
  })
})
