// 决定公开: what a regulator made public of its decisions and results (article 9; 行政处罚法 48).
import { publicJson } from '../api/client'
import type { components } from '../api/schema'

export type Decision = components['schemas']['Decision']
export interface DecisionPage {
  decisions: Decision[]
  next?: string
}

export const kKinds: Decision['kind'][] = ['licence_application', 'licence_change', 'licence_renewal', 'licence_ending', 'inspection', 'penalty']
const kRows = 20

export function decisionsPath(kind: Decision['kind'] | '', after: string, limit = kRows): string {
  const query = new URLSearchParams({ limit: String(limit) })
  if (kind !== '') query.set('kind', kind)
  if (after !== '') query.set('after', after)
  return `/decisions?${query.toString()}`
}
export const fetchDecisions = (kind: Decision['kind'] | '', after: string): Promise<DecisionPage> => publicJson<DecisionPage>(decisionsPath(kind, after))

/** A line each, as it was told. */
export const resultLines = (one: Decision): string[] => one.result.split('\n').filter((line) => line !== '')
