// What the authority told of a case and our own, which follows it, did not do (docs/decisions/0028): what stands, and how it is settled.
import type { components } from '../api/schema'
import type { CaseSummary } from '../cases/rules'

export type FilingMatter = components['schemas']['FilingMatter']
export const kMostReason = 500 // characters, as the API takes of a reason

/** The filing that leads a case; nothing: no letter does. */
export function leaderOf(the_case: Pick<CaseSummary, 'led_by'>): string | undefined {
  return /^filing\/(.+)$/.exec(the_case.led_by ?? '')?.[1]
}
export const stands = (one: FilingMatter): boolean => one.settled_by === undefined
/** What stands first, the oldest first. */
export const inOrder = (matters: FilingMatter[]): FilingMatter[] => [...matters].sort((a, b) => Number(stands(b)) - Number(stands(a)) || a.at.localeCompare(b.at) || a.position - b.position)

export const matterPath = (filing: string, one: FilingMatter): string => `/filings/${encodeURIComponent(filing)}/letters/${encodeURIComponent(one.letter)}/matters/${one.position}`
/** Without a reason it is tried again, with one it is set aside. */
export const matterBody = (reason?: string): string => JSON.stringify(reason === undefined ? { again: true } : { again: false, reason: reason.trim() })
export const isReason = (reason: string): boolean => reason.trim() !== '' && [...reason.trim()].length <= kMostReason
