import { describe, expect, it } from 'vitest'
import { changeOf } from './officer_case'
import { applicationIn } from './test_procedure'

describe('what changed meanwhile', () => {
  const before = applicationIn('received', 'review_officer', [['submit', 'applicant/1'], ['receive', 'officer/entry-1']])
  it('is the steps that were not there', () => {
    const after = applicationIn('received', 'review_officer', [['submit', 'applicant/1'], ['receive', 'officer/entry-1'], ['review_material', 'officer/review-2']])
    expect(changeOf(before, after)).toMatchObject({ version: 3, steps: [{ event: 'review_material', actor: 'officer/review-2' }] })
  })
  it('is none of them where a paper was added, and all where there were none', () => {
    expect(changeOf(before, { ...before, version: 9 })).toEqual({ version: 9, steps: [] })
    expect(changeOf({ ...before, steps: [] }, before).steps).toHaveLength(2)
  })
})
