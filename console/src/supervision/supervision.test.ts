import { describe, expect, it } from 'vitest'
import type { CasePage } from '../cases/case_api'
import type { CaseSummary } from '../cases/rules'
import { ApiProblem } from '../api/problem'
import { toHex, utf8 } from '../crypto/bytes'
import { sm3 } from '../crypto/sm3'
import { exportCsv } from '../office/csv'
import { procedureOf } from '../office/test_procedure'
import { fetchSnapshot, type RegisterEntry } from '../public/register'
import type { FocusEntry } from './focus'
import { allCases, partOf, statisticsOf } from './statistics'

const kNow = Date.parse('2026-11-23T00:00:00Z')
const licence = (domicile: string, id: string): RegisterEntry => ({ number: '1', organisation: '甲', credit_code: '', domicile, status: { id, zh: '', en: '' }, valid_from: '', valid_to: '', changed_at: '' })
const focus = (scope: string, more: Partial<FocusEntry> = {}): FocusEntry => ({ number: 'ZD-1', organisation: '甲', scope, ground: 'penalty', counted_from: '2026-01-01', listed_on: '2026-01-01', ...more })
const aCase = (scope: string, more: Partial<CaseSummary> = {}): CaseSummary => ({ number: '1', procedure: 'penalty', procedure_version: '1', zh: '', en: '', state: { id: 'a', zh: '', en: '', final: false }, version: 1, ended: false, party: '', scope, opened_at: '', ...more })

describe('figures by province', () => {
  it('are counts of what was read, in the order of the divisions', () => {
    const made = statisticsOf(
      [licence('530102', 'valid'), licence('530000', 'rectifying'), licence('110000', 'valid')],
      [focus('530000'), focus('530000', { removed_on: '2026-06-01' })],
      [aCase('000000'), aCase('530000', { due_at: '2026-11-22T16:00:00Z' }), aCase('530000', { due_at: '2026-12-01T00:00:00Z' }), aCase('530000', { ended: true, due_at: '2026-01-01T00:00:00Z' })],
      kNow,
    )
    expect(made.rows).toEqual([
      { region: '000000', figures: { valid: 0, others: 0, focused: 0, open: 1, overdue: 0 } },
      { region: '110000', figures: { valid: 1, others: 0, focused: 0, open: 0, overdue: 0 } },
      { region: '530000', figures: { valid: 1, others: 1, focused: 1, open: 2, overdue: 1 } },
    ])
    expect(made.sum).toEqual({ valid: 2, others: 1, focused: 1, open: 3, overdue: 1 })
    expect([partOf(made.rows, 'open', 1), partOf(made.rows, 'open', 2), partOf([], 'open', 0)]).toEqual([50, 100, 0])
    expect(statisticsOf([licence('zz', 'valid')], [], [], kNow).rows[0]!.region).toBe('000000')
  })
  it('count every page of cases, and say when there are too many', async () => {
    const pages: Record<string, CasePage> = { '': { cases: [aCase('530000')], next: 'a' }, a: { cases: [aCase('110000')] } }
    expect(await allCases(kNow, (after) => Promise.resolve(pages[after]!))).toEqual({ cases: [aCase('530000'), aCase('110000')], partial: false })
    expect((await allCases(kNow, () => Promise.resolve(pages['']!))).partial).toBe(true)
  })
  it('go out safe for a spreadsheet', () => expect(exportCsv([['=1+1', '3']])).toBe(`\ufeff'=1+1,3\r\n`))
})

describe('focused supervision', () => {
  it('has words for everything else that may lead to it', () => {
    const codes = procedureOf('focused_supervision').transitions.flatMap((one) => one.inputs).filter((one) => one.id === 'other_trigger').flatMap((one) => one.codes)
    expect(codes.length).toBeGreaterThan(5)
    for (const one of codes) expect([one.code, /\p{Script=Han}/u.test(one.zh)]).toEqual([one.code, true])
  })
})

describe('a snapshot of the register', () => {
  it('is the octets that the ledger has the SM3 of', async () => {
    const octets = utf8('yinxin register 1\nday\t2026-11-22\nentries\t0\n')
    const one = { day: '2026-11-22', sm3: toHex(sm3(octets)), size: octets.length, made_at: '' }
    const asked: string[] = []
    expect(await fetchSnapshot(one, (path) => (asked.push(path), Promise.resolve(octets)))).toEqual(octets)
    expect(asked).toEqual(['/register/snapshots/2026-11-22'])
    await expect(fetchSnapshot(one, () => Promise.resolve(utf8('entries\t1')))).rejects.toThrow(ApiProblem)
  })
})
