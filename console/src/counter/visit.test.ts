import { describe, expect, it } from 'vitest'
import { applicationIn, procedure } from '../office/test_procedure'
import { actsOf, nextAct, type Application } from '../office/work'
import { enterCard, enterEvidence, methodInput, offeredAgreement, screenPath, turnOf, visitSteps } from './visit'

const entry = 'officer/entry-1'
const kReceived: [string, string][] = [['submit', 'applicant/1'], ['receive', entry]]
const kReviewed: [string, string][] = [...kReceived, ['check_identity', entry], ['review_material', 'officer/review-1']]
const kTold: [string, string][] = [...kReviewed, ['notify', 'applicant/1']]
const kAccepted: [string, string][] = [...kTold, ['accept', entry]]
const at = (state: string, steps: [string, string][]): Application => applicationIn(state, 'registration_officer', steps)
const turn = (state: string, steps: [string, string][]): string => {
  const application = at(state, steps)
  return turnOf(procedure, application, visitSteps(procedure, application), nextAct(actsOf(procedure, application, entry)))
}
const inputsOf = (event: string): never[] => procedure.transitions.find((one) => one.event === event)!.inputs as never[]

describe('a visit', () => {
  it('has the steps of the rules, each before what needs it', () => {
    expect(visitSteps(procedure, at('submitted', [['submit', 'applicant/1']])).map((one) => one.event)).toEqual(['receive', 'check_identity', 'review_material', 'notify', 'accept', 'sign_agreement', 'issue', 'accept_certificate'])
  })
  it('knows what was done, what can be done, and whose it is', () => {
    const marks = (state: string, steps: [string, string][]): string => visitSteps(procedure, at(state, steps)).map((one) => (one.done ? 'x' : one.open ? (one.applicant ? 'A' : 'o') : '-')).join('')
    expect(marks('submitted', [['submit', 'applicant/1']])).toBe('o-------')
    expect(marks('received', kReceived)).toBe('xooA----')
    expect(marks('received', kTold)).toBe('xxxxo---')
    expect(marks('accepted', kAccepted)).toBe('xxxxxA--')
    expect(marks('active', [...kAccepted, ['sign_agreement', 'applicant/1'], ['issue', 'officer/issue-1'], ['accept_certificate', 'applicant/1']])).toBe('xxxxxxxx')
  })
  it('goes from the officer to the second screen, to others, and to its end', () => {
    expect(turn('submitted', [['submit', 'applicant/1']])).toBe('mine')
    expect(turn('received', kReceived)).toBe('mine')
    expect(turn('received', kReviewed)).toBe('applicant')
    expect(turn('received', [...kReceived, ['check_identity', entry], ['notify', 'applicant/1']])).toBe('others')
    expect(turn('accepted', kAccepted)).toBe('applicant')
    expect(turn('to_issue', [...kAccepted, ['sign_agreement', 'applicant/1']])).toBe('others')
    expect(turn('active', [...kAccepted, ['sign_agreement', 'applicant/1'], ['issue', 'officer/issue-1'], ['accept_certificate', 'applicant/1']])).toBe('over')
    expect(turn('refused', [...kReceived, ['refuse', entry]])).toBe('left')
  })
  it('does again what a supplement has undone', () => {
    const steps: [string, string][] = [...kAccepted, ['request_supplement', entry], ['supplement', 'applicant/1']]
    const again = visitSteps(procedure, at('received', steps)).filter((one) => !one.done).map((one) => one.event)
    expect(again).toEqual(['check_identity', 'review_material', 'accept', 'sign_agreement', 'issue', 'accept_certificate'])
  })
})

describe('what the devices have shown', () => {
  it('is entered where somebody is identified, and says nothing of the result', () => {
    const entered = {}
    enterCard(inputsOf('check_identity'), entered, '身份证阅读器')
    enterEvidence(inputsOf('check_identity'), entered, 'ab'.repeat(32))
    expect(entered).toEqual({ method: 'counter', source_response: '身份证阅读器', evidence_sm3: 'ab'.repeat(32) })
  })
  it('overwrites nothing that was typed or chosen', () => {
    const entered = { source_response: '人工核对', evidence_sm3: 'cd'.repeat(32) }
    enterCard(inputsOf('check_identity'), entered, '身份证阅读器')
    enterEvidence(inputsOf('check_identity'), entered, 'ab'.repeat(32))
    expect(entered).toMatchObject({ source_response: '人工核对', evidence_sm3: 'cd'.repeat(32) })
  })
  it('goes into no other act', () => {
    for (const event of ['accept', 'refuse', 'review_material', 'request_revocation']) {
      const entered = {}
      enterCard(inputsOf(event), entered, '身份证阅读器')
      enterEvidence(inputsOf(event), entered, 'ab'.repeat(32))
      expect([event, entered, methodInput(inputsOf(event))]).toEqual([event, {}, undefined])
    }
  })
})

describe('the agreement', () => {
  it('is printed once it was offered, and held to the digest that was signed', () => {
    expect(offeredAgreement(procedure, at('received', kTold))).toBeUndefined()
    const application = at('accepted', kAccepted)
    expect(offeredAgreement(procedure, application)).toEqual({ sm3: '' })
    application.steps.at(-1)!.inputs = { agreement_sm3: 'ef'.repeat(32) } as never
    expect(offeredAgreement(procedure, application)).toEqual({ sm3: 'ef'.repeat(32) })
  })
})

describe('the second screen', () => {
  it('is told a number and nothing else, whatever the number is', () => {
    expect(screenPath('SQ-2026-7K3M9QAX')).toBe('/public/counter/SQ-2026-7K3M9QAX')
    expect(screenPath('../../provider?x=1#y')).toBe('/public/counter/..%2F..%2Fprovider%3Fx%3D1%23y')
  })
})
