import { describe, expect, it } from 'vitest'
import { ApiProblem } from '../api/problem'
import { toHex, utf8 } from '../crypto/bytes'
import { sm3 } from '../crypto/sm3'
import { conditionBody, conditionFaults, fetchSnapshot, lightMark, mayEnter, readSnapshot, type ConditionDraft, type Light } from './conditions'

const light = (condition: Light['condition']): Light => ({ condition, zh: '资金', en: 'Funds', needs: '', state: 'unknown', value: '' })
const draft = (more: Partial<ConditionDraft> = {}): ConditionDraft => ({ met: true, value: '注册资本一亿元', verified_on: '2026-11-23', proof_sm3: '', ...more })
const kToday = '2026-11-23'
// As snapshot_text() of src/compliance/conditions.cpp writes it.
const kText = `yinxin-conditions/1
period 2026-11
taken_at 2026-10-31T16:00:05Z
provider 测试华印电子认证有限公司
credit_code 91530000MA00000005
licence 测试 2026 1 valid 2031-11-23
condition.legal_person unknown - -
condition.funds green 2026-03-01 ${'ab'.repeat(32)} 注册资本 一亿元
condition.staff red 2026-11-01 - 29 人
staff.counted 29
counted_month 2026-10
certificates.valid 12
`

describe('the conditions of the licence', () => {
  it('have a shape for each light', () => {
    expect((['green', 'red', 'unknown'] as const).map(lightMark)).toEqual(['ok', 'over', 'stop'])
  })
  it('are entered by a compliance officer; staff are counted', () => {
    expect(mayEnter(light('funds'), ['compliance_officer'])).toBe(true)
    expect(mayEnter(light('staff'), ['compliance_officer'])).toBe(false)
    expect(mayEnter(light('funds'), ['training_officer', 'responsible_person'])).toBe(false)
  })
  it('are sent as they were verified', () => {
    expect(conditionFaults(draft(), kToday)).toEqual([])
    expect(conditionBody(draft({ verified_on: '2026-3-1', value: ' 一亿元 ' }))).toBe('{"met":true,"value":"一亿元","verified_on":"2026-03-01"}')
    expect(JSON.parse(conditionBody(draft({ met: false, proof_sm3: 'cd'.repeat(32) })))).toEqual({ met: false, value: '注册资本一亿元', verified_on: '2026-11-23', proof_sm3: 'cd'.repeat(32) })
  })
  it.each([
    [{ met: undefined }, 'met'],
    [{ value: ' ' }, 'value'],
    [{ value: '一'.repeat(201) }, 'value'],
    [{ value: '一亿元\u202e' }, 'value'],
    [{ verified_on: '2026-02-30' }, 'verified'],
    [{ verified_on: '2026-11-24' }, 'future'],
  ] as [Partial<ConditionDraft>, string][])('refuse %j for: %s', (more, fault) => expect(conditionFaults(draft(more), kToday)).toEqual([fault]))
})

describe('a snapshot', () => {
  it('is read line by line; what an officer wrote keeps its spaces', () => {
    const read = readSnapshot(kText)!
    expect(read.conditions.map((one) => [one.condition, one.state, one.verified, one.value])).toEqual([
      ['legal_person', 'unknown', '-', ''],
      ['funds', 'green', '2026-03-01', '注册资本 一亿元'],
      ['staff', 'red', '2026-11-01', '29 人'],
    ])
    expect(read.facts).toContainEqual(['licence', '测试 2026 1 valid 2031-11-23'])
    expect(readSnapshot('yinxin-conditions/2\nperiod 2026-11\n')).toBeUndefined()
    expect(readSnapshot('<html>')).toBeUndefined()
  })
  it('is the octets that the ledger has the SM3 of, and no others', async () => {
    const note = { period: '2026-11', taken_at: '2026-11-01T00:00:00Z', sm3: toHex(sm3(utf8(kText))) }
    const asked: string[] = []
    expect(await fetchSnapshot(note, (path) => (asked.push(path), Promise.resolve(kText)))).toBe(kText)
    expect(asked).toEqual(['/condition-snapshots/2026-11'])
    await expect(fetchSnapshot(note, () => Promise.resolve(kText.replace('green', 'red')))).rejects.toThrow(ApiProblem)
  })
})
