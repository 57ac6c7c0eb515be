// What a provider is held to by network monitoring (src/supervision/monitoring/FILING.md): read from its one form, checked, written.
import type { components } from '../api/schema'
import { readDetails } from '../crypto/certificate'
import { creditFault } from '../crypto/check_digits'
import { DerReader } from '../crypto/der'
import { more } from '../crypto/der_writer'
import { fromPem, toPem } from '../crypto/pem'
import { grouped, visible } from '../format'
import { read } from '../office/officer_api'

export type Monitored = components['schemas']['MonitoredProvider']
export type MonitoredShown = Monitored & { filing: string }
export interface Authority { certificate: string; lists: string[] } // PEM
export interface Page { kind: string; target: string; sm3: string }
export interface Ledger { checkpoint: string; tiles: string; origin: string; key: string } // PEM
export interface Filing {
  provider: string
  name: string
  region: string
  crl_minutes: string // as typed
  ocsp_minutes: string
  head_minutes: string
  ocsp: string
  canaries: string[]
  authorities: Authority[]
  pages: Page[]
  ledger: Ledger | undefined
}

export const kPageKinds = ['cps', 'cp', 'licence'] as const
export const kMostRows = 64
export const kMostMinutes = 366 * 24 * 60
export const kLeastEvery = 5 // minutes between rounds, as src/supervision/monitoring/service.hpp
export const kMostEvery = 24 * 60
const kFormat = 'yinxin-monitoring/1'
const kSets = 'enforcement_officer'
export const maySet = (roles: string[]): boolean => roles.includes(kSets)
export const emptyLedger = (): Ledger => ({ checkpoint: '/ledger/checkpoint', tiles: '/ledger/', origin: '', key: '' })
export const emptyFiling = (): Filing => ({ provider: '', name: '', region: '', crl_minutes: '1440', ocsp_minutes: '60', head_minutes: '60', ocsp: '/ocsp', canaries: [], authorities: [{ certificate: '', lists: [''] }], pages: [], ledger: undefined })

export const listMonitored = async (): Promise<Monitored[]> => (await read<{ providers: Monitored[] }>('/monitoring/providers')).providers
export const fetchMonitored = (provider: string): Promise<MonitoredShown> => read<MonitoredShown>(`/monitoring/providers/${encodeURIComponent(provider)}`)

const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`
/** Lines as they are typed; empty ones count for nothing. */
const filled = (all: string[]): string[] => all.map((one) => one.trim()).filter((one) => one !== '')
const listed = (all: string[]): string => `[${filled(all).map(quoted).join(', ')}]`

/** TOML. The draft has no faults. */
export function filingText(one: Filing): string {
  const lines = [`format = ${quoted(kFormat)}`, `provider = ${quoted(one.provider.trim())}`, `name = ${quoted(one.name.trim())}`]
  if (one.region !== '') lines.push(`region = ${quoted(one.region)}`)
  lines.push(`crl_minutes = ${Number(one.crl_minutes)}`, `ocsp_minutes = ${Number(one.ocsp_minutes)}`, `head_minutes = ${Number(one.head_minutes)}`, `ocsp = ${quoted(one.ocsp.trim())}`, `canaries = ${listed(one.canaries)}`)
  for (const authority of one.authorities) lines.push('', '[[authority]]', `certificate = '''\n${authority.certificate.trim()}\n'''`, `lists = ${listed(authority.lists)}`)
  for (const page of one.pages) lines.push('', '[[page]]', `kind = ${quoted(page.kind)}`, `target = ${quoted(page.target.trim())}`, `sm3 = ${quoted(page.sm3.replace(/\s/g, '').toLowerCase())}`)
  if (one.ledger) lines.push('', '[ledger]', `checkpoint = ${quoted(one.ledger.checkpoint.trim())}`, `tiles = ${quoted(one.ledger.tiles.trim())}`, `origin = ${quoted(one.ledger.origin.trim())}`, `key = '''\n${one.ledger.key.trim()}\n'''`)
  return `${lines.join('\n')}\n`
}

type Value = string | number | string[]
const kString = /"((?:[^"\\]|\\["\\])*)"/g
const unquoted = (text: string): string => text.replace(/\\(["\\])/g, '$1')

/** Tables of the one form in which a filing is kept, in their order; nothing for any other TOML. */
function tablesOf(text: string): [table: string, values: Map<string, Value>][] | undefined {
  const tables: [string, Map<string, Value>][] = [['', new Map()]]
  const lines = text.split('\n')
  for (let i = 0; i < lines.length; i += 1) {
    const line = lines[i]!
    const table = /^\[{1,2}(\w+)\]{1,2}$/.exec(line)
    const pair = /^(\w+) = (.*)$/.exec(line)
    if (table) tables.push([table[1]!, new Map()])
    else if (pair) {
      const [, key, value] = pair as unknown as [string, string, string]
      const here = tables.at(-1)![1]
      if (value === "'''") {
        const end = lines.findIndex((one, at) => at > i && one === "'''")
        if (end < 0) return undefined
        here.set(key, lines.slice(i + 1, end).join('\n'))
        i = end
      } else if (/^\d+$/.test(value)) here.set(key, Number(value))
      else if (/^\[.*\]$/.test(value)) here.set(key, [...value.matchAll(kString)].map((one) => unquoted(one[1]!)))
      else if (/^"(?:[^"\\]|\\["\\])*"$/.test(value)) here.set(key, unquoted(value.slice(1, -1)))
      else return undefined
    } else if (line !== '') return undefined
  }
  return tables
}

/** Nothing when it has another form than the one that the office keeps. */
export function readFiling(text: string): Filing | undefined {
  const tables = tablesOf(text)
  const head = tables?.[0]?.[1]
  if (!tables || head?.get('format') !== kFormat) return undefined
  const word = (of: Map<string, Value>, key: string): string => String(of.get(key) ?? '')
  const words = (of: Map<string, Value>, key: string): string[] => (Array.isArray(of.get(key)) ? (of.get(key) as string[]) : [])
  const ledger = tables.find(([name]) => name === 'ledger')?.[1]
  return {
    provider: word(head, 'provider'), name: word(head, 'name'), region: word(head, 'region'), crl_minutes: word(head, 'crl_minutes'), ocsp_minutes: word(head, 'ocsp_minutes'), head_minutes: word(head, 'head_minutes'), ocsp: word(head, 'ocsp'), canaries: words(head, 'canaries'),
    authorities: tables.filter(([name]) => name === 'authority').map(([, of]) => ({ certificate: word(of, 'certificate'), lists: words(of, 'lists') })),
    pages: tables.filter(([name]) => name === 'page').map(([, of]) => ({ kind: word(of, 'kind'), target: word(of, 'target'), sm3: word(of, 'sm3') })),
    ledger: ledger && { checkpoint: word(ledger, 'checkpoint'), tiles: word(ledger, 'tiles'), origin: word(ledger, 'origin'), key: word(ledger, 'key') },
  }
}

export type FilingFault = { kind: 'provider' | 'name' | 'minutes' | 'ocsp' | 'canaries' | 'noAuthority' | 'certificate' | 'lists' | 'page' | 'pageSm3' | 'ledger' | 'ledgerKey' | 'tooMany' | 'every'; row?: number }
const isTarget = (target: string): boolean => /^\/[\x21-\x7e]{0,999}$/.test(target.trim())
const isMinutes = (text: string): boolean => /^\d{1,6}$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= kMostMinutes

const kCommonName = '2.5.4.3'
/** The common name of a Name in DER; empty where it has none. */
function commonName(name: Uint8Array): string {
  const sets = new DerReader(name).enter()
  while (!sets.atEnd) {
    const all = sets.enter(more.set)
    while (!all.atEnd) {
      const one = all.enter()
      if (one.oid() === kCommonName) return new TextDecoder().decode(one.next().content)
      one.next()
    }
  }
  return ''
}
/** Whose certificate it is, by common name and serial; nothing when it is none. */
export function subjectOf(pem: string): string | undefined {
  try {
    const { subject, serial } = readDetails(new TextEncoder().encode(pem))
    return `${visible(commonName(subject))} ${grouped(serial)}`.trim()
  } catch {
    return undefined
  }
}
/** PEM of what somebody chose: a certificate, PEM or DER; for a ledger a public key, too. */
export function pemOf(octets: Uint8Array, keyToo: boolean): string | undefined {
  const text = new TextDecoder().decode(octets)
  if (keyToo && fromPem('PUBLIC KEY', text)) return toPem('PUBLIC KEY', fromPem('PUBLIC KEY', text)!)
  try {
    const der = fromPem('CERTIFICATE', text) ?? octets
    const outer = new DerReader(der)
    outer.enter()
    outer.end()
    const pem = toPem('CERTIFICATE', der)
    return subjectOf(pem) === undefined ? undefined : pem
  } catch {
    return undefined
  }
}
const isKey = (pem: string): boolean => pemOf(new TextEncoder().encode(pem), true) !== undefined

/** What the office would refuse, first to last; `every` empty: as the office has it. */
export function filingFaults(one: Filing, every: string): FilingFault[] {
  const faults: FilingFault[] = []
  if (creditFault(one.provider.trim())) faults.push({ kind: 'provider' })
  if (one.name.trim() === '' || visible(one.name) !== one.name) faults.push({ kind: 'name' })
  if (![one.crl_minutes, one.ocsp_minutes, one.head_minutes].every(isMinutes)) faults.push({ kind: 'minutes' })
  if (every.trim() !== '' && !(/^\d{1,4}$/.test(every.trim()) && Number(every) >= kLeastEvery && Number(every) <= kMostEvery)) faults.push({ kind: 'every' })
  if (!isTarget(one.ocsp)) faults.push({ kind: 'ocsp' })
  if (filled(one.canaries).some((serial) => !/^([0-9a-fA-F]{2}){1,20}$/.test(serial))) faults.push({ kind: 'canaries' })
  if (one.authorities.length === 0) faults.push({ kind: 'noAuthority' })
  one.authorities.forEach((authority, row) => {
    if (subjectOf(authority.certificate) === undefined) faults.push({ kind: 'certificate', row })
    if (!filled(authority.lists).every(isTarget)) faults.push({ kind: 'lists', row })
  })
  one.pages.forEach((page, row) => {
    if (!(kPageKinds as readonly string[]).includes(page.kind) || !isTarget(page.target)) faults.push({ kind: 'page', row })
    if (!/^[0-9a-fA-F]{64}$/.test(page.sm3.replace(/\s/g, ''))) faults.push({ kind: 'pageSm3', row })
  })
  const { ledger } = one
  if (ledger && (!isTarget(ledger.checkpoint) || !isTarget(ledger.tiles) || !/^[\x21-\x2a\x2c-\x7e]{1,200}$/.test(ledger.origin.trim()))) faults.push({ kind: 'ledger' })
  if (ledger && !isKey(ledger.key)) faults.push({ kind: 'ledgerKey' })
  if ([one.canaries, one.authorities, one.pages, ...one.authorities.map((each) => each.lists)].some((all) => all.length > kMostRows)) faults.push({ kind: 'tooMany' })
  return faults
}

/** The body of POST /monitoring/providers. */
export const monitoringBody = (one: Filing, every: string): string => JSON.stringify({ filing: filingText(one), ...(every.trim() === '' ? {} : { every_minutes: Number(every) }) })

/** Rounds are late by more than one of their own span: the monitor stands still, or the provider is not reached. */
export function roundMark(one: Monitored, now: number): 'ok' | 'warn' | 'over' | 'info' {
  if (one.last_at === undefined) return 'info'
  if (now - Date.parse(one.next_at) > one.every_minutes * 60_000) return 'over'
  return (one.last_findings ?? 0) > 0 ? 'warn' : 'ok'
}
