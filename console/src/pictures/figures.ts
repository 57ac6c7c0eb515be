// What the pictures show, from operations that are there: nothing is estimated, and what is not known is not drawn.
import type { components } from '../api/schema'
import { deadline, type Standing } from '../format'
import type { CaseSummary } from '../cases/rules'
import { read } from '../office/officer_api'
import type { Sample } from '../office/system'
import type { Line, Point } from './scale'

export const kStandings: Standing[] = ['ok', 'warn', 'urgent', 'over', 'none']
/** Open cases by the first of their running periods; "none": no period runs. */
export function standingsOf(cases: CaseSummary[], now: number): Record<Standing, number> {
  const counts: Record<Standing, number> = { ok: 0, warn: 0, urgent: 0, over: 0, none: 0 }
  for (const one of cases) if (!one.ended) counts[deadline(one.due_at === undefined ? undefined : Date.parse(one.due_at), now).standing] += 1
  return counts
}

// Routes of the metrics, as operations are called in api/openapi.yaml.
const kStatusRoutes: Record<string, string[]> = { ocsp: ['ocspPost', 'ocspGet'], crl: ['crlDownload'], query: ['certificateStatus', 'certificateQuery'] }
export const kTraffic = ['issued', 'ocsp', 'crl', 'query'] as const
export type Traffic = (typeof kTraffic)[number]
export interface Reading {
  at: number
  counts: Record<Traffic, number> // since the server started
}
export function readingOf(samples: Sample[], at: number): Reading {
  const sum = (name: string, routes?: string[]): number => samples.filter((one) => one.name === name && (!routes || routes.includes(one.labels['route'] ?? ''))).reduce((all, one) => all + one.value, 0)
  const routed = (one: string): number => sum('http_requests_total', kStatusRoutes[one])
  return { at, counts: { issued: sum('yinxin_status_certificates'), ocsp: routed('ocsp'), crl: routed('crl'), query: routed('query') } }
}
/** Per minute, between one reading and the next; a count that fell began anew with the server: the picture begins there, too. */
export function ratesOf(readings: Reading[]): Record<Traffic, Point[]> {
  const rates: Record<Traffic, Point[]> = { issued: [], ocsp: [], crl: [], query: [] }
  for (const [i, one] of readings.entries()) {
    const before = readings[i - 1]
    if (!before || one.at <= before.at) continue
    if (kTraffic.some((each) => one.counts[each] < before.counts[each])) {
      for (const each of kTraffic) rates[each] = []
      continue
    }
    for (const each of kTraffic) rates[each].push({ at: one.at, value: ((one.counts[each] - before.counts[each]) * 60_000) / (one.at - before.at) })
  }
  return rates
}

export interface WitnessedLedger { provider: string; origin: string; name: string; public_key: string; since: string }
export interface WitnessedHead { size: number; at: string; note: string; proof: string[] }
const kPage = 200
const kMostPages = 5
/** The newest heads of one ledger, at most a thousand. */
export async function fetchHeads(provider: string, get: (path: string) => Promise<{ heads: WitnessedHead[]; next?: string }>): Promise<WitnessedHead[]> {
  const heads: WitnessedHead[] = []
  let after = ''
  for (let page = 0; page < kMostPages; page += 1) {
    const came = await get(`/witness/${encodeURIComponent(provider)}/heads?limit=${kPage}${after === '' ? '' : `&after=${encodeURIComponent(after)}`}`)
    heads.push(...came.heads)
    if (came.next === undefined) break
    after = came.next
  }
  return heads
}
export const growthOf = (name: string, heads: WitnessedHead[]): Line => ({ name, points: heads.map((one) => ({ at: Date.parse(one.at), value: one.size })).sort((a, b) => a.at - b.at) })
/** Heads that were recorded while the signer was away have no line of the witness (GET /witness/{provider}/heads). */
export const unsigned = (heads: WitnessedHead[], name: string): number => heads.filter((one) => !one.note.includes(`— ${name} `)).length

export type ReportNote = components['schemas']['AnnualReportNote']
export interface ReportFigure { id: string; part: string; zh: string; en: string; unit: string; value: string | null; absent: string | null }
export const listReports = async (): Promise<ReportNote[]> => (await read<{ reports: ReportNote[] }>('/annual-reports')).reports
export const fetchReport = async (year: number, number: number): Promise<ReportFigure[]> => (await read<{ figures: ReportFigure[] }>(`/annual-reports/${year}/${number}`)).figures
/** Units that count something, each with its figures; those by parts are apart. */
export function groupsOf(figures: ReportFigure[]): { key: string; unit: string; parts: boolean; figures: ReportFigure[] }[] {
  const groups = new Map<string, { key: string; unit: string; parts: boolean; figures: ReportFigure[] }>()
  for (const one of figures) {
    if (one.value === null) continue
    const key = one.part === '' ? one.unit : one.id
    const group = groups.get(key) ?? { key, unit: one.unit, parts: one.part !== '', figures: [] }
    group.figures.push(one)
    groups.set(key, group)
  }
  return [...groups.values()]
}

/** Columns and rows of the tiles; the order of the country, no border is drawn. */
export const kTiles: Record<string, [name: string, column: number, row: number]> = {
  '23': ['黑', 7, 0], '65': ['新', 0, 1], '15': ['蒙', 5, 1], '22': ['吉', 6, 1], '21': ['辽', 7, 1],
  '63': ['青', 0, 2], '62': ['甘', 1, 2], '64': ['宁', 2, 2], '61': ['陕', 3, 2], '14': ['晋', 4, 2], '13': ['冀', 5, 2], '11': ['京', 6, 2], '12': ['津', 7, 2],
  '54': ['藏', 0, 3], '51': ['川', 1, 3], '50': ['渝', 2, 3], '42': ['鄂', 3, 3], '41': ['豫', 4, 3], '37': ['鲁', 5, 3], '32': ['苏', 6, 3], '31': ['沪', 7, 3],
  '53': ['滇', 1, 4], '52': ['黔', 2, 4], '43': ['湘', 3, 4], '36': ['赣', 4, 4], '34': ['皖', 5, 4], '33': ['浙', 6, 4],
  '45': ['桂', 2, 5], '44': ['粤', 3, 5], '35': ['闽', 4, 5], '71': ['台', 5, 5], '46': ['琼', 3, 6], '81': ['港', 4, 6], '82': ['澳', 5, 6],
}
export const kNotApplicable = ['71', '81', '82'] // the regulation has no such department there
/** 0 for nothing, 1 to 4 by the share of the largest. */
export const shadeOf = (value: number, largest: number): number => (value <= 0 || largest <= 0 ? 0 : Math.max(1, Math.ceil((value * 4) / largest)))
