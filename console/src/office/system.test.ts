import { afterEach, describe, expect, it, vi } from 'vitest'
import { fetchReadiness, figuresOf, readMetrics } from './system'

const text = `# HELP http_requests_total Requests answered.
# TYPE http_requests_total counter
http_requests_total{route="ocspPost",status="2xx"} 90
http_requests_total{route="ocspPost",status="5xx"} 2
http_requests_total{route="",status="4xx"} 8
# TYPE http_request_seconds histogram
http_request_seconds_bucket{route="ocspPost",le="0.0005"} 60
http_request_seconds_bucket{route="ocspPost",le="0.01"} 90
http_request_seconds_bucket{route="ocspPost",le="+Inf"} 92
http_request_seconds_bucket{route="",le="0.0005"} 0
http_request_seconds_bucket{route="",le="0.01"} 8
http_request_seconds_bucket{route="",le="+Inf"} 8
yinxin_ledger_records 1.2e+03
yinxin_odd{path="a\\"b,c"} 1
`

describe('metrics', () => {
  it('are read by name and label', () => {
    const samples = readMetrics(text)
    expect(samples.length).toBe(11)
    expect(samples.at(-1)).toEqual({ name: 'yinxin_odd', labels: { path: 'a\\"b,c' }, value: 1 })
  })
  it('are told in few figures', () => {
    const figures = figuresOf(readMetrics(text))
    expect(figures).toMatchObject({ requests: 100, failures: 2, typical: 0.5, slow: 10, records: 1200, commits: 0 })
    expect(figuresOf(readMetrics(text.replaceAll('le="0.01"} 90', 'le="0.01"} 80'))).slow).toBe(Infinity)
    expect(figuresOf([]).typical).toBeUndefined()
  })
})

describe('readiness', () => {
  afterEach(() => void vi.unstubAllGlobals())
  it('is an answer also when a part is not well', async () => {
    vi.stubGlobal('window', { location: { origin: 'http://127.0.0.1:8080' } })
    vi.stubGlobal('fetch', async () => new Response('{"ready":false,"parts":{"signer":"locked"}}', { status: 503 }))
    expect(await fetchReadiness()).toEqual({ ready: false, parts: { signer: 'locked' } })
    vi.stubGlobal('fetch', async () => new Response('', { status: 404 }))
    await expect(fetchReadiness()).rejects.toMatchObject({ code: 'console.odd_answer' })
    vi.stubGlobal('fetch', async () => Promise.reject(new TypeError('network')))
    await expect(fetchReadiness()).rejects.toMatchObject({ code: 'console.no_answer' })
  })
})
