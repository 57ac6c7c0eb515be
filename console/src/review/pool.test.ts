import { describe, expect, it } from 'vitest'
import { applicationIn, procedure } from '../office/test_procedure'
import { eventBody, type Entered } from '../office/inputs'
import type { Todo } from '../office/todo'
import { actsOf, nextAct } from '../office/work'
import { hasPhrase, togglePhrase } from '../office/phrases'
import { keyOf, nextOf, outcomesOf, poolOf, preset } from './pool'

const kNow = Date.parse('2026-04-22T02:00:00Z')
const review = 'officer/review-1'
const todo = (number: string, overdueAt?: string, role = 'review_officer'): Todo => {
  const application = { ...applicationIn('received', role, [['receive', 'officer/entry-1']]), number }
  return { summary: application, application, act: nextAct(actsOf(procedure, application, role === 'review_officer' ? review : 'officer/entry-1')), overdueAt }
}
const many = Array.from({ length: 30 }, (_, i) => todo(`SQ-2026-${String(i).padStart(3, '0')}`, new Date(kNow + (i + 3) * 86_400_000).toISOString()))

describe('the pool', () => {
  it('is what waits for a review, and nothing else of the queue', () => {
    expect(poolOf([todo('a'), todo('b', undefined, 'registration_officer'), { ...todo('c'), act: undefined }]).map((one) => one.summary.number)).toEqual(['a'])
  })
  it('offers two officers different cases as long as there are several, each the same one again', () => {
    const first = (officer: string): string | undefined => nextOf(many, officer, new Set(), kNow)?.summary.number
    expect(first('review-1')).toBe(first('review-1'))
    expect(new Set(['review-1', 'review-2', 'review-3', 'review-4', 'review-5'].map(first)).size).toBeGreaterThan(2)
    const near = many.slice(0, 8).map((one) => one.summary.number)
    for (let i = 0; i < 50; i++) expect(near).toContain(first(`review-${i}`))
  })
  it('has what is overdue or due today before everything else, for everybody', () => {
    const late = todo('SQ-2026-LATE', '2026-04-22T01:00:00Z')
    for (let i = 0; i < 20; i++) expect(nextOf([late, ...many], `review-${i}`, new Set(), kNow)).toBe(late)
  })
  it('goes through all of it once, and ends', () => {
    const passed = new Set<string>()
    for (let one = nextOf(many, 'review-1', passed, kNow); one; one = nextOf(many, 'review-1', passed, kNow)) passed.add(one.summary.number)
    expect(passed.size).toBe(30)
    expect(nextOf([], 'review-1', new Set(), kNow)).toBeUndefined()
  })
})

describe('outcomes', () => {
  const acts = (steps: [string, string][] = [['receive', 'officer/entry-1']], me = review): ReturnType<typeof actsOf> => actsOf(procedure, applicationIn('received', 'review_officer', steps), me)
  it('have one key each: on, back, end', () => {
    expect(outcomesOf(acts()).map((one) => [one.key, one.kind, one.act.event, one.text?.id])).toEqual([['1', 'pass', 'review_material', 'remarks'], ['2', 'back', 'request_supplement', 'missing'], ['3', 'adverse', 'refuse', 'reason']])
  })
  it('are without what is for somebody else, or was done', () => {
    expect(outcomesOf(acts([['receive', review]])).map((one) => one.act.event)).toEqual(['request_supplement', 'refuse'])
    expect(outcomesOf(acts([['receive', 'officer/entry-1'], ['review_material', 'officer/review-2']])).map((one) => [one.key, one.act.event])).toEqual([['2', 'request_supplement'], ['3', 'refuse']]) // keys stay
  })
  it('send what the rules ask for', () => {
    const [pass, back] = outcomesOf(acts())
    const entered: Entered = {}
    preset(pass!, entered)
    entered['remarks'] = togglePhrase('', '图像清晰，与填报一致')
    expect(JSON.parse(eventBody(pass!.act.event, 2, pass!.act.possible.inputs, entered))).toEqual({ event: 'review_material', version: 2, inputs: { complete: true, remarks: '图像清晰，与填报一致' } })
    const other: Entered = { complete: false }
    preset(back!, other)
    preset(pass!, other)
    expect(other).toEqual({ complete: false }) // an officer's own word stands
  })
})

describe('phrases', () => {
  it('are lines: chosen again they go, and what was typed stays', () => {
    const one = togglePhrase('手写的意见', '证件已过期')
    expect(one).toBe('手写的意见\n证件已过期')
    expect([hasPhrase(one, '证件已过期'), hasPhrase(one, '证件')]).toEqual([true, false])
    expect(togglePhrase(one, '证件已过期')).toBe('手写的意见')
    expect(togglePhrase('', '证件已过期')).toBe('证件已过期')
  })
})

describe('keys', () => {
  const press = (key: string, more: object = {}): string => keyOf({ key, ctrlKey: false, metaKey: false, altKey: false, isComposing: false, defaultPrevented: false, target: { tagName: 'BODY' }, ...more }, false)
  it('are for the page', () => {
    expect([press('1'), press('N'), press('['), press('Enter'), press('1', { target: null }), press('1', { target: { tagName: 'INPUT', type: 'radio' } })]).toEqual(['1', 'n', '[', 'Enter', '1', '1'])
  })
  it('are not for it while somebody types, composes, signs, or means the browser', () => {
    for (const tagName of ['INPUT', 'TEXTAREA', 'SELECT']) expect(press('1', { target: { tagName, type: 'text' } })).toBe('')
    expect(press('1', { target: { tagName: 'DIV', isContentEditable: true } })).toBe('')
    for (const held of ['ctrlKey', 'metaKey', 'altKey', 'isComposing', 'defaultPrevented']) expect([held, press('1', { [held]: true })]).toEqual([held, ''])
    expect(keyOf({ key: '1', ctrlKey: false, metaKey: false, altKey: false, isComposing: false, defaultPrevented: false, target: null }, true)).toBe('')
  })
})
