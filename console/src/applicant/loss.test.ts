import { describe, expect, it } from 'vitest'
import { procedure } from '../office/test_procedure'
import { questionWords } from './loss'

describe('the questions to a caller', () => {
  it('are told to everybody in the words of the rules', () => {
    expect(questionWords(procedure, ['mail', 'identity_number', 'gone']).map((one) => one.zh)).toEqual(['申请时登记的电子邮箱', '申请时登记的证件号码'])
  })
})
