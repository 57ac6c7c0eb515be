// How far the people of a roster are, and the body of the one act that issues for those who are ready.
import { fromHex, toBase64, toHex } from '../crypto/bytes'
import type { RosterRow } from './agency_api'
import { treeRoot } from './key_tree'

/** Ready: everything of article 21 is done, and there is no certificate yet. */
export const isReady = (row: RosterRow): boolean => row.serial === undefined && row.gates !== undefined && kGates.every((id) => isOpen(row, id))
/** In the order in which they are shown; the rules have them as gates of the procedure. */
export const kGates = ['identity', 'notification', 'review', 'agreement'] as const
export const isOpen = (row: RosterRow, gate: string): boolean => row.gates?.some((one) => one.id === gate && one.open) ?? false

const kNothing = ['refused', 'withdrawn', 'closed'] // states in which an application came to nothing: its person may apply anew
/** Whose row takes a link now. */
export const takesLink = (row: RosterRow): boolean => row.error_code === undefined && (row.application === undefined || kNothing.includes(row.state ?? ''))

export type Filter = 'all' | 'uninvited' | 'invited' | 'entered' | 'ready' | 'issued' | 'refused'
export const kFilters: Filter[] = ['all', 'uninvited', 'invited', 'entered', 'ready', 'issued', 'refused']

export function fits(row: RosterRow, filter: Filter): boolean {
  switch (filter) {
    case 'all':
      return true
    case 'uninvited':
      return takesLink(row) && row.link !== 'open'
    case 'invited':
      return takesLink(row) && row.link === 'open'
    case 'entered':
      return row.application !== undefined && !takesLink(row) && !isReady(row) && row.serial === undefined
    case 'ready':
      return isReady(row)
    case 'issued':
      return row.serial !== undefined
    case 'refused':
      return row.error_code !== undefined
  }
}

/** Rows in ascending order, each with a key. */
export function issueBody(rows: RosterRow[]): string {
  const last = rows.at(-1)?.position ?? 0
  const bits = new Uint8Array(Math.ceil(last / 8))
  for (const row of rows) {
    const at = row.position - 1
    bits[at >> 3] = bits[at >> 3]! | (0x80 >> (at & 7))
  }
  const root = toHex(treeRoot(rows.map((row) => fromHex(row.key_sm3!))))
  return JSON.stringify({ event: 'issue', rows: toBase64(bits), keys: rows.length, keys_root: root })
}
