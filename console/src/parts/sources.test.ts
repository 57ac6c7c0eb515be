import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fromBase64, fromHex } from '../crypto/bytes'
import { toPem } from '../crypto/pem'
import { readVectors } from '../crypto/vectors'
import { verify } from '../public/verify_signature'
import { readDetails } from '../crypto/certificate'
import type { Contents, Status } from '../public/certificate_view'
import { fetchSources } from './sources'

const one = readVectors('status_openssl.txt')[0]!
const octets = (name: string): Uint8Array => fromBase64(one[name]!)
const contents = { authority: 'issuing-1', profile: 'individual', pem: toPem('CERTIFICATE', octets('certificate')) } as unknown as Contents
const status = (word: Status['status']): Status => ({ serial: '1001', authority: 'issuing-1', status: word, as_of: '2026-11-23T07:00:00Z' })
let answers: Record<string, () => Response> = {}
let asked: string[] = []
const body = (content: Uint8Array): (() => Response) => () => new Response(content as Uint8Array<ArrayBuffer>)
const json = (value: unknown): (() => Response) => () => new Response(JSON.stringify(value))

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-23T07:00:00Z'), toFake: ['Date'] })
  answers = { '/ca/issuing-1.cer': body(octets('issuer')), '/ocsp': body(octets('answer')), '/crl/issuing-1/7.crl': body(octets('crl')) }
  asked = []
  vi.stubGlobal('window', { location: { origin: 'http://127.0.0.1:8080' } })
  vi.stubGlobal('crypto', { getRandomValues: (room: Uint8Array) => (room.set(fromHex(one['nonce']!).subarray(0, room.length)), room) })
  vi.stubGlobal('fetch', async (url: URL) => {
    asked.push(url.pathname)
    return (answers[url.pathname] ?? (() => new Response('{}', { status: 404 })))()
  })
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

describe('the three ways to a status', () => {
  it('agree, by the list of the partition that the certificate names', async () => {
    expect(await fetchSources(contents, status('revoked'))).toMatchObject({ agree: true, web: { said: 'revoked' }, ocsp: { said: 'revoked' }, crl: { said: 'revoked', number: '42' } })
    expect(asked).toContain('/crl/issuing-1/7.crl')
  })
  it('differ where one says something else', async () => {
    expect(await fetchSources(contents, status('valid'))).toMatchObject({ agree: false, web: { said: 'good' }, ocsp: { said: 'revoked' } })
  })
  it('are unknown where nobody answers, or not who may', async () => {
    delete answers['/crl/issuing-1/7.crl']
    answers['/ocsp'] = body(octets('answer').slice(0, 300))
    expect(await fetchSources(contents, status('revoked'))).toMatchObject({ agree: false, ocsp: { said: 'unknown' }, crl: { said: 'unknown' } })
    answers['/ca/issuing-1.cer'] = body(octets('certificate')) // another key signed list and answer
    answers['/crl/issuing-1/7.crl'] = body(octets('crl'))
    answers['/ocsp'] = body(octets('answer'))
    expect(await fetchSources(contents, status('revoked'))).toMatchObject({ agree: false, ocsp: { said: 'unknown' }, crl: { said: 'unknown' } })
  })
})

describe('a certificate of somebody else', () => {
  it('makes a signature invalid, whatever it says', async () => {
    answers['/ca'] = json({ authorities: [] })
    const report = await verify(new Uint8Array(3), new Uint8Array(64), readDetails(octets('certificate')))
    expect(report.verdict).toBe('over')
    expect(report.findings.map((finding) => [finding.id, finding.mark])).toEqual([['signature', 'over'], ['chain', 'over'], ['validity', 'ok'], ['status', 'info'], ['purpose', 'info']])
    expect(asked).not.toContain('/ocsp')
  })
})
