import { readFileSync } from 'node:fs'
import { parse } from 'smol-toml'
import { describe, expect, it } from 'vitest'
import { procedure, applicationIn } from '../office/test_procedure'
import { actsOf, nextAct } from '../office/work'
import { readAgreement, readNotification } from './matters'
import { pinFault } from './pin'

const paper = (name: string): string => (parse(readFileSync(new URL(`../../../rules/documents/${name}.toml`, import.meta.url), 'utf8')) as { body: string }).body

describe('the notification', () => {
  const read = readNotification(paper('notification'))
  it('has the four matters of article 21, in the order of the rules', () => {
    const codes = procedure.transitions.find((one) => one.event === 'notify')!.inputs.find((one) => one.id === 'matters')!.codes
    expect(read.matters.length).toBe(4)
    expect(codes.length).toBe(4)
    // The text names each matter as the rules do, but for who "the provider" is.
    for (const [i, word] of ['使用条件', '法律责任', '持有人信息', '责任范围'].entries()) {
      expect(read.matters[i]!.title).toContain(word)
      expect(codes[i]!.zh).toContain(word)
    }
  })
  it('leaves nothing out', () => {
    const letters = (text: string): string => text.replace(/\s/g, '')
    const whole = read.preface + read.matters.map((one) => one.title + one.text).join('') + read.closing
    expect(letters(whole)).toBe(letters(paper('notification')))
  })
})

describe('the agreement', () => {
  it('has clauses that are confirmed by themselves, and leaves nothing out', () => {
    const clauses = readAgreement(paper('agreement'))
    expect(clauses.filter((one) => one.weighty).length).toBe(2)
    expect(clauses.filter((one) => one.heading).length).toBe(16)
    expect(clauses.map((one) => one.text).join('')).toBe(paper('agreement').replace(/\n/g, ''))
  })
})

describe('what the applicant has to do', () => {
  it.each([
    ['submitted', [], [], undefined],
    ['received', [], [], 'notify'],
    ['received', [['notify', 'applicant/1']], [], undefined],
    ['supplementing', [], ['supplement'], 'supplement'],
    ['accepted', [], ['agreement'], 'sign_agreement'],
    ['to_issue', [], [], undefined],
    ['issued', [], ['acceptance'], 'accept_certificate'],
    ['active', [], [], undefined],
  ] as [string, [string, string][], string[], string | undefined][])('%s %j', (state, steps, running, event) => {
    const acts = actsOf(procedure, applicationIn(state, 'applicant', steps, running), 'applicant/1')
    expect(nextAct(acts)?.event).toBe(event)
  })
  it('and what else they may do', () => {
    const may = (state: string): string[] => actsOf(procedure, applicationIn(state, 'applicant'), 'applicant/1').map((one) => one.event)
    expect(may('submitted')).toEqual(['withdraw'])
    expect(may('active')).toEqual(expect.arrayContaining(['request_revocation']))
    expect(may('revoked')).toEqual([])
  })
})

describe('a PIN', () => {
  it.each([
    ['1234567', 'short'],
    ['12345678', 'plain'],
    ['aaaa1111', 'plain'],
    ['abcdefgh', 'plain'],
    ['印信证书口令口令', 'plain'],
    ['yinxin-2026', undefined],
    ['印信证书2026甲乙', undefined],
  ])('%s', (pin, fault) => {
    expect(pinFault(pin)).toBe(fault)
  })
})
