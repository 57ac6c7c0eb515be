import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ApiProblem, kNoAnswer, kOddAnswer } from '../api/problem'
import { fromBase64, fromHex, toHex, utf8 } from '../crypto/bytes'
import { pairOf } from '../crypto/key_file'
import { contentDigest, sm2Sign, sm2Verify } from '../crypto/message_signature'
import { sm3 } from '../crypto/sm3'
import type { KeyHolder } from '../keys/key_holder'
import { session, type Officer } from '../office/session'
import type { CaseFile } from './case_api'
import { caseFilesPath, fetchFile, fileBody, onlyNamed, openingFilesPath, senderTo } from './case_files'
import type { Entry } from './rules'

const pair = pairOf(fromHex('22'.repeat(32)))
const kOctets = utf8('%PDF-1.4')
const kSm3 = toHex(sm3(kOctets))
const file = { name: '申请材料.pdf', size: kOctets.length, arrayBuffer: async () => kOctets.slice().buffer } as File

interface Sent { method: string; url: string; headers: Map<string, string>; body: Uint8Array }
let sent: Sent[] = []
type Answer = { status: number; body: Uint8Array } | 'error' | 'abort'
let answers: Answer[] = []

/** As a browser's: tells half of the octets, all of them, and then the answer. */
class Request {
  upload: { onprogress?: (event: { loaded: number }) => void } = {}
  onload?: () => void
  onerror?: () => void
  onabort?: () => void
  onloadend?: () => void
  responseType = ''
  response: unknown
  status = 0
  private readonly headers = new Map<string, string>()
  private line: [string, string] = ['', '']
  open(method: string, url: string): void { this.line = [method, url] }
  setRequestHeader(name: string, value: string): void { this.headers.set(name, value) }
  getAllResponseHeaders(): string { return 'content-type: application/json\r\ndate: Mon, 23 Nov 2026 02:00:00 GMT\r\n' }
  abort(): void { this.onabort?.() }
  send(body: Uint8Array): void {
    sent.push({ method: this.line[0], url: this.line[1], headers: this.headers, body })
    const answer = answers.shift()!
    queueMicrotask(() => {
      this.upload.onprogress?.({ loaded: Math.floor(body.length / 2) })
      this.upload.onprogress?.({ loaded: body.length })
      if (answer === 'error') this.onerror?.()
      else if (answer === 'abort') this.onabort?.()
      else {
        this.status = answer.status
        this.response = answer.body.slice().buffer
        this.onload?.()
      }
      this.onloadend?.()
    })
  }
}

beforeEach(() => {
  sent = []
  vi.stubGlobal('window', { location: { origin: 'http://127.0.0.1:8080' } })
  vi.stubGlobal('XMLHttpRequest', Request)
  session.officer = { id: 'intake-1' } as Officer
  session.key = { sign: async (octets: Uint8Array) => sm2Sign(octets, pair.privateKey, pair.publicKey) } as KeyHolder
})
afterEach(() => {
  vi.unstubAllGlobals()
  session.officer = undefined
  session.key = undefined
})
const faultOf = async (call: Promise<unknown>): Promise<ApiProblem> => call.then(() => expect.fail('answered'), (fault: unknown) => fault as ApiProblem)

describe('a file of a case', () => {
  it('goes as one line of JSON and its octets', () => {
    expect(new TextDecoder().decode(fileBody('package_sm3', '“全”\n.pdf', utf8('x\ny')))).toBe('{"input":"package_sm3","name":"“全”\\n.pdf"}\nx\ny')
    expect([caseFilesPath('XK-2026-1'), openingFilesPath('a b')]).toEqual(['/cases/XK-2026-1/files', '/procedures/a%20b/files'])
  })

  it('is signed with all that is sent, and tells its progress', async () => {
    answers = [{ status: 201, body: utf8(JSON.stringify({ sm3: kSm3, media_type: 'application/pdf', size: 8, input: 'package_sm3' })) }]
    const progress: number[] = []
    expect(await senderTo(caseFilesPath('XK-2026-1'))('package_sm3', file, (octets) => progress.push(octets))).toBe(kSm3)
    const { method, url, headers, body } = sent[0]!
    expect([method, url]).toEqual(['POST', 'http://127.0.0.1:8080/cases/XK-2026-1/files'])
    expect(body).toEqual(fileBody('package_sm3', '申请材料.pdf', kOctets))
    expect(progress).toEqual([Math.floor(body.length / 2), body.length])
    expect([headers.get('content-type'), headers.get('content-digest')]).toEqual(['application/vnd.yinxin.file', contentDigest(body)])
    const parameters = headers.get('signature-input')!.slice('sig='.length)
    const base = ['"@method": POST', `"@target-uri": ${url}`, ...['content-digest', 'content-type', 'idempotency-key'].map((name) => `"${name}": ${headers.get(name)}`), `"@signature-params": ${parameters}`].join('\n')
    expect(sm2Verify(utf8(base), fromBase64(headers.get('signature')!.slice('sig=:'.length, -1)), pair.publicKey)).toBe(true)
  })

  it.each([
    ['error', kNoAnswer],
    ['abort', kNoAnswer],
    [{ status: 400, body: utf8('{"code":"cases.file.content","status":400}') }, 'cases.file.content'],
    [{ status: 413, body: utf8('{"code":"http.too_large","status":413}') }, 'http.too_large'],
    [{ status: 502, body: utf8('<html>') }, kOddAnswer],
    [{ status: 201, body: utf8('{"sm3":"00","media_type":"application/pdf","size":8,"input":"package_sm3"}') }, kOddAnswer],
  ] as [Answer, string][])('that is not taken is a fault: %s', async (answer, code) => {
    answers = [answer]
    expect((await faultOf(senderTo('/x', [])('package_sm3', file, () => {}))).code).toBe(code)
  })

  it('goes again by itself, as the same act, when the server is back', async () => {
    answers = ['error', { status: 201, body: utf8(JSON.stringify({ sm3: kSm3, media_type: 'application/pdf', size: 8, input: 'package_sm3' })) }]
    const cuts: boolean[] = []
    expect(await senderTo('/x', [0])('package_sm3', file, (octets, cut) => octets === 0 && cuts.push(cut === true))).toBe(kSm3)
    expect(cuts).toEqual([true])
    const [first, second] = sent.map((one) => one.headers.get('idempotency-key'))
    expect([sent.length, first]).toEqual([2, second])
  })

  it('is read plainly, or for a reason where it is sealed, and held to its digest', async () => {
    const asked: [string, string, string | undefined][] = []
    let octets = kOctets
    vi.stubGlobal('fetch', async (url: URL, init: RequestInit) => {
      asked.push([init.method!, url.pathname, init.body ? new TextDecoder().decode(init.body as Uint8Array) : undefined])
      return new Response(octets.slice(), { status: 200 })
    })
    const one = { sm3: kSm3, look: false } as CaseFile
    expect(await fetchFile('XK-2026-1', one, '')).toEqual(kOctets)
    expect(await fetchFile('XK-2026-1', { ...one, look: true }, '形式审查')).toEqual(kOctets)
    expect(asked).toEqual([
      ['GET', `/cases/XK-2026-1/files/${kSm3}`, undefined],
      ['POST', `/cases/XK-2026-1/files/${kSm3}/looks`, '{"reason":"形式审查"}'],
    ])
    octets = utf8('other')
    expect((await faultOf(fetchFile('XK-2026-1', one, ''))).code).toBe(kOddAnswer)
  })

  it('that only a step knows is listed by its digest', () => {
    const entry = (value: string): Entry => ({ value }) as Entry
    expect(onlyNamed([entry(kSm3), entry('ff')], [{ sm3: kSm3 } as CaseFile]).map((one) => one.value)).toEqual(['ff'])
  })
})
