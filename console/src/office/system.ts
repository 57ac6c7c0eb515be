// The server's state as a system administrator reads it: GET /readyz and GET /metrics (Prometheus' text format 0.0.4).
import { address, publicText } from '../api/client'
import { ApiProblem, kNoAnswer, kOddAnswer } from '../api/problem'
import type { components } from '../api/schema'

export type Readiness = components['schemas']['Readiness']

/** Both of its answers are answers: 503 says which part is not well. */
export async function fetchReadiness(): Promise<Readiness> {
  const response = await fetch(address('/readyz'), { credentials: 'omit', cache: 'no-store', redirect: 'error' }).catch(() => {
    throw new ApiProblem(kNoAnswer, 0)
  })
  if (response.status !== 200 && response.status !== 503) throw new ApiProblem(kOddAnswer, response.status)
  return (await response.json()) as Readiness
}

export interface Sample {
  name: string
  labels: Record<string, string>
  value: number
}

export function readMetrics(text: string): Sample[] {
  const samples: Sample[] = []
  for (const line of text.split('\n')) {
    const match = /^([A-Za-z_:][\w:]*)(?:\{([^}]*)\})? (\S+)/.exec(line)
    if (!match) continue
    const labels = Object.fromEntries([...(match[2] ?? '').matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map((one) => [one[1], one[2]]))
    samples.push({ name: match[1]!, labels, value: match[3] === '+Inf' ? Infinity : Number(match[3]) })
  }
  return samples
}

export interface Figures {
  requests: number
  failures: number
  typical: number | undefined // milliseconds that half of the requests took at most; Infinity: beyond the last bound
  slow: number | undefined // the same of 95 %
  commits: number
  records: number
  covered: number
  certificates: number
  hits: number
  crls: number
}

/** The smallest bound below which so large a share of all requests lies. */
function bound(samples: Sample[], share: number): number | undefined {
  const below = new Map<number, number>()
  for (const one of samples) {
    if (one.name !== 'http_request_seconds_bucket') continue
    const at = one.labels['le'] === '+Inf' ? Infinity : Number(one.labels['le'])
    below.set(at, (below.get(at) ?? 0) + one.value)
  }
  const bounds = [...below].sort(([a], [b]) => a - b)
  const all = bounds.at(-1)?.[1] ?? 0
  return all === 0 ? undefined : bounds.find(([, count]) => count >= share * all)![0] * 1000
}

export function figuresOf(samples: Sample[]): Figures {
  const sum = (name: string, labels: Record<string, string> = {}): number =>
    samples.filter((one) => one.name === name && Object.entries(labels).every(([key, value]) => one.labels[key] === value)).reduce((total, one) => total + one.value, 0)
  return {
    requests: sum('http_requests_total'), failures: sum('http_requests_total', { status: '5xx' }), typical: bound(samples, 0.5), slow: bound(samples, 0.95),
    commits: sum('yinxin_store_commits'), records: sum('yinxin_ledger_records'), covered: sum('yinxin_ledger_covered'), certificates: sum('yinxin_status_certificates'), hits: sum('yinxin_ocsp_cache_hits'), crls: sum('yinxin_crls_published'),
  }
}

export const fetchFigures = async (): Promise<Figures> => figuresOf(readMetrics(await publicText('/metrics')))
