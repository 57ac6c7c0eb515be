import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fromBase64, fromHex, utf8 } from '../crypto/bytes'
import { pairOf } from '../crypto/key_file'
import { sm2Sign, sm2Verify } from '../crypto/message_signature'
import { movedSeconds, serverNow } from './client'
import { ApiProblem, kNoAnswer, kOddAnswer } from './problem'
import { signedJson, signedWrite } from './signed'

const pair = pairOf(fromHex('22'.repeat(32)))
const by = { keyId: 'officer:entry-1', sign: async (octets: Uint8Array) => sm2Sign(octets, pair.privateKey, pair.publicKey) }
const kNow = Date.parse('2026-11-23T02:00:00Z')
interface Sent { url: string; headers: Map<string, string>; body: string | undefined }
let sent: Sent[] = []
let answers: (() => Response)[] = []

const answer = (status: number, body: string, headers: Record<string, string> = {}): (() => Response) => () => new Response(body, { status, headers })
const problem = (status: number, code: string, headers = {}): (() => Response) =>
  answer(status, JSON.stringify({ code, status, title: '题', title_en: 't', detail: '句', detail_en: 's', article: '21', instance: 'urn:yinxin:request:0123456789abcdef' }), headers)

beforeEach(() => {
  vi.useFakeTimers({ now: kNow, toFake: ['Date'] })
  vi.stubGlobal('window', { location: { origin: 'http://127.0.0.1:8080' } })
  sent = []
  vi.stubGlobal('fetch', async (url: URL, init: RequestInit) => {
    sent.push({ url: url.href, headers: new Map(init.headers as [string, string][]), body: init.body ? new TextDecoder().decode(init.body as Uint8Array) : undefined })
    const next = answers.shift()
    if (!next) throw new TypeError('network')
    return next()
  })
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

const faultOf = async (call: Promise<unknown>): Promise<ApiProblem> => call.then(() => expect.fail('answered'), (fault: unknown) => fault as ApiProblem)

describe('signed requests', () => {
  it('carry a signature over what is sent', async () => {
    answers = [answer(200, '{"ok":true}')]
    expect(await signedWrite(by, '/applications/SQ-1/events', '{"event":"receive","inputs":{}}', 'k'.repeat(32))).toEqual({ ok: true })
    const { headers, url } = sent[0]!
    const parameters = headers.get('signature-input')!.slice('sig='.length)
    const base = ['"@method": POST', `"@target-uri": ${url}`, ...['content-digest', 'content-type', 'idempotency-key'].map((name) => `"${name}": ${headers.get(name)}`), `"@signature-params": ${parameters}`].join('\n')
    expect(sm2Verify(utf8(base), fromBase64(headers.get('signature')!.slice('sig=:'.length, -1)), pair.publicKey)).toBe(true)
  })
  it('have a new nonce each, and the same idempotency key when they are sent again', async () => {
    answers = []
    const fault = await faultOf(signedWrite(by, '/x', '{}', 'k'.repeat(32)))
    expect(fault.code).toBe(kNoAnswer)
    answers = [answer(200, '{}')]
    await signedWrite(by, '/x', '{}', 'k'.repeat(32))
    const nonces = sent.map((one) => /nonce="([0-9a-f]{32})"/.exec(one.headers.get('signature-input')!)![1])
    expect(new Set(nonces).size).toBe(2)
    expect(new Set(sent.map((one) => one.headers.get('idempotency-key'))).size).toBe(1)
  })
  it("are tried once more with the server's time when the clock was off", async () => {
    const date = { date: new Date(kNow + 1_000_000).toUTCString() }
    answers = [problem(401, 'http.signature.stale', date), answer(200, '{"a":1}', date)]
    expect(await signedJson(by, '/officers/entry-1')).toEqual({ a: 1 })
    const created = sent.map((one) => Number(/created=(\d+)/.exec(one.headers.get('signature-input')!)![1]))
    expect(created[1]! - created[0]!).toBe(1000)
    expect(serverNow() - kNow).toBe(1_000_000)
    answers = [answer(200, '{}', { date: new Date(kNow).toUTCString() })]
    await signedJson(by, '/x')
    expect(serverNow()).toBe(kNow)
  })
  it('tell how far a demonstration clock was moved, as long as it is', async () => {
    const moved = (value: string): Record<string, string> => ({ date: new Date(kNow + 1_728_000_000).toUTCString(), 'demonstration-clock': value })
    answers = [answer(200, '{}', moved('1728000'))]
    await signedJson(by, '/x')
    expect([movedSeconds.value, serverNow() - kNow]).toEqual([1_728_000, 1_728_000_000])
    for (const odd of ['-5', 'x', '1e400']) {
      answers = [answer(200, '{}', moved(odd))]
      await signedJson(by, '/x')
      expect(movedSeconds.value).toBe(0)
    }
    answers = [answer(200, '{}', { date: new Date(kNow).toUTCString() })]
    await signedJson(by, '/x')
    expect([movedSeconds.value, serverNow()]).toEqual([0, kNow])
  })
  it('are not tried again for another reason', async () => {
    answers = [problem(401, 'http.signature.wrong'), answer(200, '{}')]
    expect((await faultOf(signedJson(by, '/x'))).code).toBe('http.signature.wrong')
    expect(sent.length).toBe(1)
  })
})

describe('problems', () => {
  it('come with sentence, article, request and the time to wait', async () => {
    answers = [problem(503, 'http.busy', { 'retry-after': '3' })]
    const fault = await faultOf(signedJson(by, '/x'))
    expect([fault.sentence('zh'), fault.sentence('en'), fault.article, fault.requestId, fault.retryAfter]).toEqual(['句', 's', '21', '0123456789abcdef', 3])
  })
  it.each([
    [502, '<html>Bad Gateway</html>'],
    [500, '{"other":1}'],
    [200, 'no json'],
  ])('%i %s is odd', async (status, body) => {
    answers = [answer(status, body)]
    expect((await faultOf(signedJson(by, '/x'))).code).toBe(kOddAnswer)
  })
})
