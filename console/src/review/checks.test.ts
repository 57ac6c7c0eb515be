import { describe, expect, it } from 'vitest'
import { applicationIn } from '../office/test_procedure'
import type { Application } from '../office/work'
import { materialChecks, numberChecks, replacedChecks, shownData } from './checks'

const said = (checks: { status: string; message: string; code: string }[]): string[] => checks.map((one) => `${one.status} ${one.message} ${one.code}`)

describe('what a page can tell', () => {
  it('of numbers: their check digits, and nothing of what is masked', () => {
    expect(said(numberChecks([{ kind: 'resident_id', number: '990101199001010019' }, { kind: 'resident_id', number: '990101199001010018' }, { kind: 'organization_code', number: '12100000MB0000002T' }, { kind: 'passport', number: 'E1' }, { kind: 'resident_id', number: '990***********0019' }]))).toEqual([
      'ok number resident_id', 'over numberBad resident_id', 'ok number organization_code',
    ])
    expect(said(numberChecks([{ kind: 'resident_id', number: '<script>' }]))).toEqual(['over numberBad resident_id'])
  })
  it('of papers: which are missing', () => {
    const application = { ...applicationIn('received', 'review_officer'), materials: [{ kind: 'identity_document' }] } as Application
    expect(said(materialChecks(application, { materials: ['identity_document', 'authorisation_letter'] } as never))).toEqual(['ok material identity_document', 'over materialMissing authorisation_letter'])
    expect(materialChecks(application, undefined)).toEqual([])
  })
  it('of a certificate that is replaced: what differs', () => {
    const checks = replacedChecks([{ type: 'C', value: 'CN' }, { type: 'O', value: '测试站, 分站' }, { type: 'CN', value: '李四' }, { type: 'OU', value: '一科' }], 'C=CN, O=测试站\\, 分站, CN=李三, title=科长')
    expect(checks.map((one) => [one.status, one.message, one.code, one.before, one.after])).toEqual([
      ['ok', 'field', 'O', '测试站, 分站', '测试站, 分站'], ['warn', 'fieldChanged', 'CN', '李三', '李四'], ['warn', 'fieldGone', 'title', '科长', ''], ['warn', 'fieldNew', 'OU', '', '一科'],
    ])
    expect(replacedChecks([{ type: 'CN', value: '李*' }], 'CN=李三')).toEqual([])
  })
  it('is in clear only after a look', () => {
    const application = { ...applicationIn('received', 'review_officer'), subject: [{ type: 'CN', value: '张*' }] } as Application
    expect(shownData(application, undefined).subject[0]?.value).toBe('张*')
    expect(shownData(application, { number: 'SQ', subject: [{ type: 'CN', value: '张三' }] }).subject[0]?.value).toBe('张三')
  })
})
