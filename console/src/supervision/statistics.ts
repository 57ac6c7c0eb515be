// Figures by province, from what the register, the list of focused supervision and the cases say: nothing is estimated.
import { listCases, type CasePage } from '../cases/case_api'
import type { CaseSummary } from '../cases/rules'
import { kProvinces } from '../parts/regions'
import type { RegisterEntry } from '../public/register'
import type { FocusEntry } from './focus'

export type Figure = 'valid' | 'others' | 'focused' | 'open' | 'overdue'
export const kFigures: Figure[] = ['valid', 'others', 'focused', 'open', 'overdue']
export type Figures = Record<Figure, number>
export interface ProvinceRow {
  region: string // six digits; 000000: of the country as a whole
  figures: Figures
}
export interface Statistics {
  rows: ProvinceRow[]
  sum: Figures
}

const none = (): Figures => ({ valid: 0, others: 0, focused: 0, open: 0, overdue: 0 })
const kCountry = '000000'
const provinceOf = (region: string): string => (kProvinces[region.slice(0, 2)] ? `${region.slice(0, 2)}0000` : kCountry)

/** By province of the domicile, or of the case; in the order of GB/T 2260, the country first. Provinces without anything are left out. */
export function statisticsOf(register: RegisterEntry[], focus: FocusEntry[], cases: CaseSummary[], now: number): Statistics {
  const rows = new Map<string, Figures>()
  const sum = none()
  const count = (region: string, figure: Figure): void => {
    const at = provinceOf(region)
    const row = rows.get(at) ?? none()
    row[figure] += 1
    sum[figure] += 1
    rows.set(at, row)
  }
  for (const one of register) count(one.domicile, one.status.id === 'valid' ? 'valid' : 'others')
  for (const one of focus) if (one.removed_on === undefined) count(one.scope, 'focused')
  for (const one of cases.filter((each) => !each.ended)) {
    count(one.scope, 'open')
    if (one.due_at !== undefined && Date.parse(one.due_at) <= now) count(one.scope, 'overdue')
  }
  return { rows: [...rows].sort(([a], [b]) => a.localeCompare(b)).map(([region, figures]) => ({ region, figures })), sum }
}

/** For a bar: part of the largest figure of its column, per cent. */
export const partOf = (rows: ProvinceRow[], figure: Figure, value: number): number => {
  const most = Math.max(...rows.map((one) => one.figures[figure]), 0)
  return most === 0 ? 0 : Math.round((value * 100) / most)
}

const kPage = 200
const kMostPages = 25
/** Cases within one's reach, in pages; `partial` when there are more than are counted. */
export async function allCases(now: number, list: (after: string) => Promise<CasePage> = (after) => listCases({}, after, kPage, now)): Promise<{ cases: CaseSummary[]; partial: boolean }> {
  const cases: CaseSummary[] = []
  let after = ''
  for (let page = 0; page < kMostPages; page += 1) {
    const came = await list(after)
    cases.push(...came.cases)
    if (came.next === undefined) return { cases, partial: false }
    after = came.next
  }
  return { cases, partial: true }
}
