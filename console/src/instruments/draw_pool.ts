// A pool as an officer types or chooses it, one member a line: "expert/0042", or "expert/0042 同一单位 两年前在申请人处任职".
import type { components } from '../api/schema'

export type Member = components['schemas']['DrawMember']
export type Ground = NonNullable<Member['ground']>

export const kGrounds: Ground[] = ['same_employer', 'shareholder', 'consultancy', 'kinship', 'declared', 'recently_drawn', 'unavailable', 'other']
const kWords: Record<string, Ground> = {
  同一单位: 'same_employer', 持股: 'shareholder', 顾问或者业务往来: 'consultancy', 近亲属: 'kinship', 本人申请回避: 'declared', 近期已抽查: 'recently_drawn', 不能到场: 'unavailable', 其他: 'other',
}
export const kMaxPool = 10_000 // as src/proof/draw.hpp
const kMaxId = 100 // octets
const kMaxReason = 200 // characters

export type PoolFault = 'id' | 'ground' | 'reason' | 'twice'
export interface Pool {
  members: Member[] // in the order in which they are drawn from
  faults: { line: number; fault: PoolFault }[]
}
const octets = (text: string): Uint8Array => new TextEncoder().encode(text)
/** As octets of UTF-8 compare. */
export function byOctets(a: string, b: string): number {
  const [x, y] = [octets(a), octets(b)]
  for (let i = 0; i < Math.min(x.length, y.length); i += 1) if (x[i] !== y[i]) return x[i]! - y[i]!
  return x.length - y.length
}
const kId = /^[A-Za-z0-9][A-Za-z0-9._:/-]*$/

export function readPool(text: string): Pool {
  const pool: Pool = { members: [], faults: [] }
  const seen = new Set<string>()
  text.replace(/^\ufeff/, '').split(/\r?\n/).forEach((raw, i) => {
    const line = raw.trim()
    if (line === '') return
    const [id = '', word = '', ...rest] = line.split(/\s+/)
    const reason = rest.join(' ')
    const ground = kWords[word] ?? kGrounds.find((one) => one === word)
    const bad = (fault: PoolFault): void => void pool.faults.push({ line: i + 1, fault })
    if (!kId.test(id) || octets(id).length > kMaxId) return bad('id')
    if (seen.has(id)) return bad('twice')
    seen.add(id)
    if (word === '') return void pool.members.push({ id })
    if (!ground) return bad('ground')
    if (reason === '' || [...reason].length > kMaxReason) return bad('reason')
    pool.members.push({ id, ground, reason })
  })
  pool.members.sort((a, b) => byOctets(a.id, b.id))
  return pool
}
export const eligible = (members: Member[]): Member[] => members.filter((one) => one.ground === undefined)
