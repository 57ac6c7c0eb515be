import { describe, expect, it } from 'vitest'
import { errors } from '../api/errors'
import { findErrors } from './errors'

describe('error codes', () => {
  it('are those of api/errors.toml, each with both sentences', () => {
    expect(errors.length).toBeGreaterThan(500)
    expect(new Set(errors.map(([code]) => code)).size).toBe(errors.length)
    for (const [code, zh, en] of errors) expect([code, /\p{Script=Han}/u.test(zh), /[A-Za-z]/.test(en)]).toEqual([code, true, true])
  })
  it('are found by code, by Chinese and by English words, all of them', () => {
    const codes = (wanted: string): string[] => findErrors(errors, wanted).map(([code]) => code)
    expect(codes('http.page')).toEqual(['http.page'])
    expect(codes('分页')).toContain('http.page')
    expect(codes('PAGE  limit')).toContain('http.page')
    expect(codes('no such words')).toEqual([])
    expect(codes('  ').length).toBe(errors.length)
  })
})
