import { describe, expect, it } from 'vitest'
import { checkFields, fieldsOf, linesOf, oddCharacters, type Values } from './classes'
import { classFor } from './test_class'

const faultsOf = (profile: string, values: Values): [string, string][] => checkFields(fieldsOf(classFor(profile)), values).map((fault) => [fault.id, fault.kind])
const person: Values = { 'subject.CN': '张三', 'identity.0': '990101199001010019', phone: '13800001234' }

describe('the form of a class', () => {
  it('asks what its profile asks, and not what the profile fixes', () => {
    const ids = (profile: string): string[] => fieldsOf(classFor(profile)).map((field) => field.id)
    expect(ids('individual')).toEqual(['subject.CN', 'subject.ST', 'subject.L', 'subject.serialNumber', 'identity.0', 'identity.1', 'phone', 'mail', 'mails', 'validity_days'])
    expect(ids('device')).toContain('dns')
    expect(ids('device')).not.toContain('mails')
    expect(fieldsOf(classFor('individual'))[4]!.kinds).toEqual(['resident_id', 'passport', 'military_officer_id'])
    expect(fieldsOf(classFor('organisation')).filter((field) => field.required).map((field) => field.id)).toEqual(['subject.O', 'subject.CN', 'identity.0', 'phone'])
  })
  it('takes what is in order', () => {
    expect(faultsOf('individual', person)).toEqual([])
    expect(faultsOf('device', { 'subject.O': '测试站', 'subject.CN': 'gw', 'identity.0': '12100000mb0000002t', phone: '010-12345', dns: 'gw.example.test\n*.example.test', validity_days: '731' })).toEqual([])
  })
  it('names what is missing', () => {
    expect(faultsOf('individual', {})).toEqual([['subject.CN', 'missing'], ['identity.0', 'missing'], ['phone', 'missing']])
    expect(faultsOf('individual', { ...person, 'subject.CN': '  ' })).toEqual([['subject.CN', 'missing']])
  })
  it.each([
    [{ 'identity.0': '990101199001010018' }, ['identity.0', 'number_check']],
    [{ 'identity.0': '9901011990' }, ['identity.0', 'number_length']],
    [{ phone: '138-call-me' }, ['phone', 'phone']],
    [{ phone: '+ - ()' }, ['phone', 'phone']],
    [{ mail: 'nobody' }, ['mail', 'mail']],
    [{ mails: 'a@b.cn\nc' }, ['mails', 'mail']],
    [{ validity_days: '1097' }, ['validity_days', 'days']],
    [{ validity_days: '0' }, ['validity_days', 'days']],
    [{ 'subject.serialNumber': '1'.repeat(33) }, ['subject.serialNumber', 'tooLong']],
    [{ 'subject.CN': '张\u202e三' }, ['subject.CN', 'name']],
    [{ 'subject.CN': '张\u200b三' }, ['subject.CN', 'name']],
    [{ 'subject.CN': '\ue000' }, ['subject.CN', 'name']],
  ])('%j is refused', (change, fault) => {
    expect(faultsOf('individual', { ...person, ...change })).toEqual([fault])
  })
  it('takes a passport by its own rules', () => {
    expect(faultsOf('individual', { ...person, 'identity.0.kind': 'passport', 'identity.0': 'E12345678' })).toEqual([])
  })
})

describe('names', () => {
  it.each(['𬭩䶮', '阿卜杜·热合曼', "O'Neill", '测试省水利工程质量监督站（二）'])('%s is in order', (name) => {
    expect(oddCharacters(name)).toEqual([])
    expect(faultsOf('individual', { ...person, 'subject.CN': name })).toEqual([])
  })
})

describe('lines', () => {
  it('are parted by what people type', () => {
    expect(linesOf('a.cn; b.cn；c.cn\n\nd.cn，e.cn')).toEqual(['a.cn', 'b.cn', 'c.cn', 'd.cn', 'e.cn'])
  })
})
