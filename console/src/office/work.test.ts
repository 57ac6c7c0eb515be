import { describe, expect, it } from 'vitest'
import { applicationIn, procedure } from './test_procedure'
import { actsOf, mainWay, nextAct, owedStates, sideStates, statesForRoles } from './work'

const entry = 'officer/entry-1'
const review = 'officer/review-1'
const issue = 'officer/issue-1'
const verb = (state: string, role: string, me: string, steps: [string, string][] = [], running: string[] = []): string | undefined =>
  nextAct(actsOf(procedure, applicationIn(state, role, steps, running), me))?.event

describe('the main way', () => {
  it('is the one the rules draw, from the application to the certificate in use', () => {
    expect(mainWay(procedure)).toEqual({
      states: ['submitted', 'received', 'accepted', 'to_issue', 'issued', 'active'],
      events: ['receive', 'accept', 'sign_agreement', 'issue', 'accept_certificate'],
    })
  })
  it('has side states', () => {
    expect(sideStates(procedure, 'received')).toEqual(['supplementing', 'refused', 'withdrawn'])
    expect(sideStates(procedure, 'active')).toContain('suspended')
  })
})

describe('what a role looks for', () => {
  it.each([
    ['registration_officer', ['submitted', 'received']],
    ['review_officer', ['received', 'revoked_on_duty']],
    ['issuing_officer', ['to_issue', 'issued', 'active', 'suspended', 'revoked_on_duty']],
    ['system_administrator', []],
  ])('%s', (role, states) => {
    expect(statesForRoles(procedure, [role])).toEqual(states)
  })
})

describe('what is asked for by its clock', () => {
  it.each([
    ['registration_officer', ['submitted']], // what was received waits for gates
    ['review_officer', ['revoked_on_duty']],
    ['issuing_officer', ['to_issue', 'issued', 'active', 'suspended', 'revoked_on_duty']], // a revocation among however many certificates
  ])('%s', (role, states) => {
    expect(owedStates(procedure, [role])).toEqual(states)
  })
})

describe('the next act', () => {
  it('goes along the certificate with three officers', () => {
    expect(verb('submitted', 'registration_officer', entry)).toBe('receive')
    const received: [string, string][] = [['submit', 'key/1'], ['receive', entry]]
    expect(verb('received', 'registration_officer', entry, received)).toBe('check_identity')
    const checked: [string, string][] = [...received, ['check_identity', entry]]
    expect(verb('received', 'review_officer', review, checked)).toBe('review_material')
    const reviewed: [string, string][] = [...checked, ['review_material', review]]
    expect(verb('received', 'registration_officer', entry, reviewed)).toBeUndefined() // the applicant has to be told first
    const told: [string, string][] = [...reviewed, ['notify', 'key/1']]
    expect(verb('received', 'registration_officer', entry, told)).toBe('accept')
    expect(verb('accepted', 'registration_officer', entry, told)).toBeUndefined()
    expect(verb('to_issue', 'issuing_officer', issue, [...told, ['sign_agreement', 'key/1']])).toBe('issue')
  })
  it('is to revoke only where somebody asked for it', () => {
    expect(verb('active', 'issuing_officer', issue)).toBeUndefined()
    expect(verb('active', 'issuing_officer', issue, [], ['revocation'])).toBe('revoke')
  })
  it('is to confirm what one officer revoked on duty', () => {
    expect(verb('revoked_on_duty', 'review_officer', review, [['revoke_on_duty', 'officer/duty-1']], ['duty_review'])).toBe('confirm_revocation')
    expect(verb('revoked_on_duty', 'review_officer', review, [['revoke_on_duty', review]], ['duty_review'])).toBeUndefined()
  })
  it('is never an adverse act', () => {
    expect(verb('submitted', 'review_officer', review, [], ['reply'])).toBeUndefined()
  })
  it('comes back after a supplement has undone it', () => {
    const steps: [string, string][] = [['receive', entry], ['check_identity', entry], ['request_supplement', entry], ['supplement', 'key/1']]
    expect(verb('received', 'registration_officer', entry, steps)).toBe('check_identity')
  })
})

describe('what stands in the way', () => {
  it('is what the same officer did, with its article', () => {
    const acts = actsOf(procedure, applicationIn('received', 'review_officer', [['receive', review]]), review)
    const act = acts.find((one) => one.event === 'review_material')
    expect(act?.obstacle).toMatchObject({ kind: 'separation', article: '21', done: { zh: '收件' } })
    expect(nextAct(acts)).toBeUndefined()
  })
  it('is not what a supplement has undone', () => {
    const steps: [string, string][] = [['receive', entry], ['check_identity', review], ['request_supplement', entry], ['supplement', 'key/1']]
    const act = actsOf(procedure, applicationIn('received', 'review_officer', steps), review).find((one) => one.event === 'review_material')
    expect(act?.obstacle).toBeUndefined()
  })
  it('is the gates that are still shut', () => {
    const acts = actsOf(procedure, applicationIn('received', 'registration_officer', [['check_identity', entry]]), entry)
    expect(acts.find((one) => one.event === 'accept')?.obstacle).toMatchObject({
      kind: 'gates',
      gates: [{ id: 'review' }, { id: 'notification' }],
    })
  })
})

describe('an act that cannot be taken back', () => {
  it.each([
    ['received', 'registration_officer', ['refuse']],
    ['active', 'issuing_officer', ['revoke']],
    ['revoked', 'archive_officer', []],
    ['accepted', 'review_officer', ['refuse']],
  ])('from %s by %s', (state, role, events) => {
    const acts = actsOf(procedure, applicationIn(state, role), entry)
    expect(acts.filter((act) => act.irreversible).map((act) => act.event)).toEqual(events)
  })
})
