// 专家库 (article 10): the register of reviewers, and the pool that a draw for a case takes from it.
import type { components } from '../api/schema'
import { read } from '../office/officer_api'
import type { Member } from './draw_pool'

export type Expert = components['schemas']['Expert']

export const listExperts = async (past: boolean): Promise<Expert[]> => {
  const current = (await read<{ experts: Expert[] }>('/experts')).experts
  return past ? [...current, ...(await read<{ experts: Expert[] }>('/experts?status=removed')).experts] : current
}
export const fetchExpertPool = async (matter: string): Promise<Member[]> => (await read<{ pool: Member[] }>(`/experts/pool?matter=${encodeURIComponent(matter.trim())}`)).pool

const kMarks: Record<Expert['status'], 'ok' | 'warn' | 'stop'> = { admitted: 'ok', investigated: 'warn', suspended: 'stop', removed: 'stop' }
export const markOfExpert = (one: Expert): 'ok' | 'warn' | 'stop' => kMarks[one.status]

/** A pool as an officer may go on with it, a member a line; `ground` says a ground in words. */
export const poolText = (pool: Member[], ground: (word: string) => string): string =>
  pool.map((one) => [one.id, ...(one.ground ? [ground(one.ground), one.reason ?? ''] : [])].join(' ')).join('\n')
