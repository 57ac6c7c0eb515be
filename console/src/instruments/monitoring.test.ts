import { parse } from 'smol-toml'
import { describe, expect, it } from 'vitest'
import { fromBase64, toHex } from '../crypto/bytes'
import { creditCheck } from '../crypto/check_digits'
import { toPem } from '../crypto/pem'
import { readVectors } from '../crypto/vectors'
import { emptyFiling, emptyLedger, filingFaults, filingText, maySet, monitoringBody, pemOf, readFiling, roundMark, subjectOf, type Filing, type Monitored } from './monitoring'

const der = fromBase64(readVectors('x509_certificate.txt').find((one) => one['der_base64'] ?? one['base64'])!['base64'] ?? '')
const certificate = toPem('CERTIFICATE', der)
const kCode = `91530000MA0000000${creditCheck('91530000MA0000000')}`
const filing = (more: Partial<Filing> = {}): Filing => ({
  ...emptyFiling(), provider: kCode, name: '云岭"测试\\公司', region: '530000', canaries: ['0a1b'], authorities: [{ certificate, lists: ['/crl/a/0.crl', '/crl/a/1.crl'] }],
  pages: [{ kind: 'cps', target: '/rules/cps/1.0', sm3: 'AB'.repeat(32) }], ledger: { ...emptyLedger(), origin: 'ledger.example.cn/1', key: certificate }, ...more,
})
const kinds = (one: Filing, every = ''): string[] => filingFaults(one, every).map((each) => each.kind)

describe('what a provider is held to', () => {
  it('is TOML as the office reads it', () => {
    const read = parse(filingText(filing())) as Record<string, unknown>
    expect(read).toMatchObject({ format: 'yinxin-monitoring/1', provider: kCode, name: '云岭"测试\\公司', region: '530000', crl_minutes: 1440, ocsp_minutes: 60, head_minutes: 60, ocsp: '/ocsp', canaries: ['0a1b'] })
    expect(read['authority']).toEqual([{ certificate, lists: ['/crl/a/0.crl', '/crl/a/1.crl'] }])
    expect(read['page']).toEqual([{ kind: 'cps', target: '/rules/cps/1.0', sm3: 'ab'.repeat(32) }])
    expect(read['ledger']).toMatchObject({ origin: 'ledger.example.cn/1', checkpoint: '/ledger/checkpoint', tiles: '/ledger/' })
    expect(parse(filingText(filing({ canaries: ['0a', ' ', ''], authorities: [{ certificate, lists: ['/a', ''] }] })))).toMatchObject({ canaries: ['0a'], authority: [{ lists: ['/a'] }] })
    expect(Object.keys(parse(filingText(filing({ region: '', ledger: undefined, pages: [] }))))).not.toContain('region')
  })
  it('is read back from the form that the office keeps', () => {
    expect(filingText(readFiling(filingText(filing()))!)).toBe(filingText(filing()))
    const kept = `format = "yinxin-monitoring/1"\nprovider = "${kCode}"\nname = "甲"\nregion = "000000"\ncrl_minutes = 1440\nocsp_minutes = 60\nhead_minutes = 60\nocsp = "/ocsp"\ncanaries = ["0a", "0b", ]\n\n[[authority]]\ncertificate = '''\n${certificate}'''\nlists = ["/a", ]\n`
    const one = readFiling(kept)!
    expect([one.canaries, one.authorities[0]!.lists, one.ledger]).toEqual([['0a', '0b'], ['/a'], undefined])
    expect(kinds(one)).toEqual([])
  })
  it('is nothing for another form', () => {
    for (const bad of ['', 'format = "x"', 'format = "yinxin-monitoring/1"\nname = 2026-01-01', "format = \"yinxin-monitoring/1\"\nkey = '''\nopen"]) expect(readFiling(bad)).toBeUndefined()
  })
  it('goes with the span between rounds, or without one', () => {
    expect(JSON.parse(monitoringBody(filing(), '30'))).toEqual({ filing: filingText(filing()), every_minutes: 30 })
    expect(JSON.parse(monitoringBody(filing(), ' '))).toEqual({ filing: filingText(filing()) })
  })
  it('names every fault before anything is signed', () => {
    expect(kinds(filing())).toEqual([])
    expect(kinds(emptyFiling())).toEqual(['provider', 'name', 'certificate'])
    expect(kinds(filing({ crl_minutes: '0', ocsp: 'ocsp', canaries: ['0'], authorities: [] }), '4')).toEqual(['minutes', 'every', 'ocsp', 'canaries', 'noAuthority'])
    expect(kinds(filing({ authorities: [{ certificate: 'x', lists: ['a b'] }], pages: [{ kind: 'x', target: '/', sm3: '1' }], ledger: emptyLedger() }))).toEqual(['certificate', 'lists', 'page', 'pageSm3', 'ledger', 'ledgerKey'])
    expect(kinds(filing({ name: '甲\u202e乙', canaries: Array.from({ length: 65 }, () => '0a') }))).toEqual(['name', 'tooMany'])
  })
  it('takes certificates in both forms, and no other file', () => {
    expect(pemOf(der, false)).toBe(certificate)
    expect(pemOf(new TextEncoder().encode(certificate), true)).toBe(certificate)
    expect(pemOf(new TextEncoder().encode('hello'), true)).toBeUndefined()
    expect(subjectOf(certificate)).not.toBe('')
    expect(subjectOf('x')).toBeUndefined()
    expect(toHex(der).length).toBeGreaterThan(0)
  })
  it('is set by an enforcement officer', () => {
    expect([maySet(['enforcement_officer']), maySet(['case_officer'])]).toEqual([true, false])
  })
})

describe('a round', () => {
  const one = (more: Partial<Monitored> = {}): Monitored => ({ provider: kCode, name: '甲', region: '530000', every_minutes: 30, filing_sm3: '', set_by: '', set_at: '', next_at: '2026-11-23T00:30:00Z', last_at: '2026-11-23T00:00:00Z', last_findings: 0, ...more })
  const at = (minutes: number): number => Date.parse('2026-11-23T00:30:00Z') + minutes * 60_000
  it('found nothing, found something, was not yet, or is late', () => {
    expect(roundMark(one(), at(0))).toBe('ok')
    expect(roundMark(one({ last_findings: 2 }), at(0))).toBe('warn')
    const fresh = one()
    delete fresh.last_at
    expect(roundMark(fresh, at(0))).toBe('info')
    expect(roundMark(one({ last_findings: 2 }), at(31))).toBe('over')
  })
})
