// Both halves of TOKEN_BRIDGE.md over the messages of a page, and the test token that the script makes.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { fromBase64, fromHex, toBase64, toHex, utf8 } from '../crypto/bytes'
import { readVectors } from '../crypto/vectors'
import { pairOf } from '../crypto/key_file'
import { sm2Verify } from '../crypto/message_signature'
import { KeyLocked } from './key_holder'
import { TestBridge } from './test_bridge'
import { MessageBridge, TokenError, TokenKey } from './token_key'
import { serveTokens } from './token_service'

const kOrigin = 'http://127.0.0.1:8080'
const kScalar = fromHex('33'.repeat(32))

/** A page as far as messages go: what is posted comes to every listener, later. */
function page(): Window {
  const listeners = new Set<(event: unknown) => void>()
  const made = {
    location: { origin: kOrigin },
    addEventListener: (_: string, one: (event: unknown) => void) => void listeners.add(one),
    removeEventListener: (_: string, one: (event: unknown) => void) => void listeners.delete(one),
    postMessage: (data: unknown, to: string) => void queueMicrotask(() => to === kOrigin && [...listeners].forEach((one) => one({ source: made, origin: kOrigin, data: structuredClone(data) }))),
    dispatch: (event: unknown) => [...listeners].forEach((one) => one(event)),
  }
  return made as unknown as Window
}
let here: Window
beforeEach(() => {
  here = page()
  vi.stubGlobal('window', here)
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})
const faultOf = (work: Promise<unknown>): Promise<unknown> => work.then(() => 'none', (fault: unknown) => (fault instanceof TokenError ? [fault.fault, fault.triesLeft] : fault))

describe('a token through the bridge', () => {
  const bridge = new MessageBridge()
  it('signs requests that its public key verifies (RFC 9421), after its PIN', async () => {
    serveTokens(new TestBridge(kScalar, '123456'), here)
    const [info] = await bridge.list()
    const key = await TokenKey.open(bridge, info!, '123456')
    expect([key.label, toHex(key.publicKey)]).toEqual(['测试钥匙 1', toHex(pairOf(kScalar).publicKey)])
    const sent: { url: string; headers: Map<string, string> }[] = []
    vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined })
    vi.stubGlobal('fetch', async (url: URL, init: RequestInit) => {
      sent.push({ url: url.href, headers: new Map(init.headers as [string, string][]) })
      return new Response('{"id":"entry-1"}')
    })
    const { signedJson } = await import('../api/signed')
    await signedJson({ keyId: 'officer:entry-1', sign: (octets) => key.sign(octets) }, '/officers/entry-1')
    const parameters = sent[0]!.headers.get('signature-input')!.slice('sig='.length)
    const base = `"@method": GET\n"@target-uri": ${kOrigin}/officers/entry-1\n"@signature-params": ${parameters}`
    const signature = fromBase64(/^sig=:(.*):$/.exec(sent[0]!.headers.get('signature')!)![1]!)
    expect(parameters).toContain('keyid="officer:entry-1"')
    expect(sm2Verify(utf8(base), signature, key.publicKey)).toBe(true)
  })
  it('says what went wrong, in the words of the page', async () => {
    const token = new TestBridge(kScalar, '123456')
    serveTokens(token, here)
    const [info] = await bridge.list()
    expect(await faultOf(TokenKey.open(bridge, info!, '000000'))).toEqual(['pin', 5])
    const key = await TokenKey.open(bridge, info!, '123456')
    expect(await key.check('000000')).toBe(false)
    token.plugged = false
    expect(await bridge.list()).toEqual([])
    expect(await faultOf(key.check('123456'))).toEqual(['removed', undefined])
    expect(await faultOf(key.sign(utf8('x')))).toEqual(['removed', undefined])
    token.plugged = true
    token.triesLeft = 1
    expect(await faultOf(key.check('000000'))).toEqual(['blocked', 0])
    const { default: zh } = await import('../i18n/zh-CN')
    for (const fault of ['absent', 'removed', 'pin', 'blocked', 'cancelled', 'unsupported', 'failed']) expect(zh.signIn.tokenFaults[fault]).toMatch(/\p{Script=Han}/u)
  })
  it('is absent where nobody answers', async () => {
    vi.useFakeTimers()
    const asked = faultOf(bridge.list())
    await vi.advanceTimersByTimeAsync(MessageBridge.kListMilliseconds)
    expect(await asked).toEqual(['absent', undefined])
  })
  it('hears this page alone, and answers no question that is none', async () => {
    const token = new TestBridge(kScalar, '123456')
    const listed = vi.spyOn(token, 'list')
    const stop = serveTokens(token, here)
    const dispatch = (here as unknown as { dispatch: (event: unknown) => void }).dispatch
    const number = 'ab'.repeat(16)
    dispatch({ source: {}, origin: kOrigin, data: { yinxinToken: number, ask: 'list' } })
    dispatch({ source: here, origin: 'http://evil.example', data: { yinxinToken: number, ask: 'list' } })
    for (const data of [undefined, null, 'list', { ask: 'list' }, { yinxinToken: 'x', ask: 'list' }]) dispatch({ source: here, origin: kOrigin, data })
    expect(listed).not.toHaveBeenCalled()
    const said: unknown[] = []
    here.addEventListener('message', (event) => void said.push(event.data))
    dispatch({ source: here, origin: kOrigin, data: { yinxinToken: number, ask: 'wipe' } })
    dispatch({ source: here, origin: kOrigin, data: { yinxinToken: number, ask: 'sign', token: 'test-1', pin: '123456', octets: '!' } })
    await vi.waitFor(() => expect(said.filter((one) => (one as { yinxinTokenAnswer?: string }).yinxinTokenAnswer === number)).toHaveLength(2))
    expect(said).toContainEqual({ yinxinTokenAnswer: number, fault: 'unsupported' })
    expect(said).toContainEqual({ yinxinTokenAnswer: number, fault: 'failed' })
    stop()
    dispatch({ source: here, origin: kOrigin, data: { yinxinToken: number, ask: 'list' } })
    expect(listed).not.toHaveBeenCalled()
  })
})

describe('what was typed', () => {
  it('waits sealed with a token, through the lock and another sign-in, and shows nothing of itself', async () => {
    const { emptyRecord, forgetDraft, keepDraft, keptDraft } = await import('../inspection/record')
    const store = new Map<string, string>()
    vi.stubGlobal('localStorage', { getItem: (key: string) => store.get(key) ?? null, setItem: (key: string, value: string) => store.set(key, value), removeItem: (key: string) => store.delete(key) })
    serveTokens(new TestBridge(kScalar, '123456'), here)
    const bridge = new MessageBridge()
    const open = async (): Promise<TokenKey> => TokenKey.open(bridge, (await bridge.list())[0]!, '123456')
    const record = { ...emptyRecord(), present: '李四（负责人）' }
    const key = await open()
    expect(key.seals).toBe(true)
    expect(keepDraft('JC-1', record, key, 1_000)).toBe('1970-01-01T00:00:01.000Z')
    expect([...store.values()].join()).not.toContain('李四')
    key.lock()
    expect(() => key.sealingKey('x')).toThrow(KeyLocked)
    expect(keptDraft('JC-1', key)).toBeUndefined()
    await key.unlock('123456')
    expect(keptDraft('JC-1', key)?.record).toEqual(record)
    expect(keptDraft('JC-1', await open())?.record).toEqual(record)
    expect(keptDraft('JC-1', await TokenKey.open(new TestBridge(fromHex('44'.repeat(32)), '1'), { id: 'test-1', label: '', publicKey: toBase64(key.publicKey) }, '1'))).toBeUndefined()
    forgetDraft('JC-1')
    expect(store.size).toBe(0)
  })
  it('stays in the page with a token that keeps no secret; it signs all the same', async () => {
    const { emptyRecord, keepDraft } = await import('../inspection/record')
    const token = new TestBridge(kScalar, '123456')
    token.keepsSecret = false
    serveTokens(token, here)
    const bridge = new MessageBridge()
    const key = await TokenKey.open(bridge, (await bridge.list())[0]!, '123456')
    expect([key.seals, key.locked]).toEqual([false, false])
    expect(keepDraft('JC-1', emptyRecord(), key, 0)).toBeUndefined()
    expect(sm2Verify(utf8('x'), await key.sign(utf8('x')), key.publicKey)).toBe(true)
  })
})

describe('the test token of the script', () => {
  const kScript = fileURLToPath(new URL('../../scripts/test_token.mjs', import.meta.url))
  const folder = mkdtempSync(join(tmpdir(), 'test-token-'))
  let facts: object = { demonstration: true }
  let origin = ''
  const site = createServer((_, response) => response.end(JSON.stringify(facts)))
  const key = readVectors('key_file.txt').find((one) => one['name'] === 'OpenSSL genpkey')!
  const file = join(folder, 'entry-1.key')
  beforeAll(async () => {
    await new Promise<void>((done) => site.listen(0, '127.0.0.1', () => done()))
    origin = `http://127.0.0.1:${(site.address() as AddressInfo).port}`
    writeFileSync(file, `-----BEGIN ${key['label']}-----\n${key['base64']}\n-----END ${key['label']}-----\n`)
  })
  afterAll(() => {
    site.close()
    rmSync(folder, { recursive: true })
  })
  const made = (...args: string[]): Promise<{ code: number | null; said: string }> =>
    new Promise((done) => {
      const program = spawn(process.execPath, [kScript, ...args], { env: { ...process.env, YINXIN_TEST_PIN: '654321' } })
      let said = ''
      program.stdout.on('data', (part) => (said += String(part)))
      program.stderr.on('data', (part) => (said += String(part)))
      program.on('exit', (code) => done({ code, said }))
    })
  it('is made for a demonstration of this machine alone', async () => {
    expect(await made('--origin', 'https://ca.example.test', '--key', file, '--out', folder)).toMatchObject({ code: 2 })
    facts = { demonstration: false }
    expect(await made('--origin', origin, '--key', file, '--out', folder)).toMatchObject({ code: 2, said: expect.stringContaining('demonstration') as string })
    facts = { demonstration: true }
  })
  it('signs in a page with the key of the file', async () => {
    const out = join(folder, 'out')
    expect(await made('--origin', origin, '--key', file, '--out', out)).toMatchObject({ code: 0 })
    expect(statSync(join(out, 'token.js')).mode & 0o077).toBe(0)
    expect((JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8')) as { content_scripts: { matches: string[] }[] }).content_scripts[0]!.matches).toEqual(['http://127.0.0.1/*'])
    new Function(readFileSync(join(out, 'token.js'), 'utf8'))()
    const bridge = new MessageBridge()
    const [info] = await vi.waitFor(() => bridge.list(), { timeout: 10_000 })
    expect(info!.label).toBe('测试钥匙 entry-1')
    const token = await TokenKey.open(bridge, info!, '654321')
    expect(sm2Verify(utf8('x'), await token.sign(utf8('x')), fromBase64(info!.publicKey))).toBe(true)
  })
})
