import { describe, expect, it } from 'vitest'
import en from './en'
import zh from './zh-CN'

function leaves(node: unknown, path = ''): [string, string][] {
  if (typeof node === 'string') return [[path, node]]
  return Object.entries(node as object).flatMap(([key, value]) => leaves(value, path === '' ? key : `${path}.${key}`))
}
const places = (text: string): string[] => [...new Set(text.match(/\{\d\}/g) ?? [])].sort()

describe('messages', () => {
  const english = new Map(leaves(en))
  it('are the same in both languages, with the same places to fill', () => {
    expect([...english.keys()].sort()).toEqual(leaves(zh).map(([path]) => path).sort())
    for (const [path, text] of leaves(zh)) expect([path, places(english.get(path) ?? '')]).toEqual([path, places(text)])
  })
  it('are Chinese in Chinese', () => {
    const kForeign = /^(English|—|-|，|\{0\}|)$/
    for (const [path, text] of leaves(zh)) if (!kForeign.test(text) && !path.endsWith('.mark')) expect([path, /\p{Script=Han}/u.test(text)]).toEqual([path, true])
  })
  it('keep to the words of the house: no 请您, no 审批通过, no exclamation', () => {
    for (const [path, text] of leaves(zh)) expect([path, /请您|亲，|审批|！|^确定$|^OK$/.test(text)]).toEqual([path, false])
  })
})
