// What the pages of agencies ask of the server (openapi: roster…, qrCodes).
import { publicAsk } from '../api/client'
import type { components } from '../api/schema'
import { utf8 } from '../crypto/bytes'
import { read, write } from '../office/officer_api'
import type { Link } from './links'

type Schemas = components['schemas']
export type Roster = Schemas['Roster']
export type RosterRow = Schemas['RosterRow']
export type RosterOrder = Schemas['RosterOrder']
export type RosterOrderRow = Schemas['RosterOrderRow']
export type Invitation = Schemas['Invitation']
export interface QrCode {
  side: number
  modules: string
}

const kRows = 200 // the most that a page may have
const kCodes = 200 // of one request
export const rosterPath = (number: string): string => `/rosters/${encodeURIComponent(number)}`
const orderPath = (number: string): string => `/roster-orders/${encodeURIComponent(number)}`

export const listRosters = (after: string): Promise<{ rosters: Roster[]; next?: string }> => read(`/rosters?limit=20${after ? `&after=${encodeURIComponent(after)}` : ''}`)
export const submitRoster = (body: string, idempotencyKey: string): Promise<Roster> => write<Roster>('/rosters', body, idempotencyKey)
export const fetchRoster = (number: string): Promise<Roster & { orders: RosterOrder[] }> => read(rosterPath(number))

async function all<Row>(path: string): Promise<Row[]> {
  const rows: Row[] = []
  for (let after: number | undefined = 0; after !== undefined; ) {
    const page: { rows: Row[]; next?: number } = await read(`${path}/rows?limit=${kRows}${after > 0 ? `&after=${after}` : ''}`)
    rows.push(...page.rows)
    after = page.next
  }
  return rows
}
export const fetchRows = (number: string): Promise<RosterRow[]> => all<RosterRow>(rosterPath(number))
export const fetchOrderRows = (number: string): Promise<RosterOrderRow[]> => all<RosterOrderRow>(orderPath(number))

export const sendLinks = (number: string, links: Link[], days: number): Promise<unknown> =>
  write(`${rosterPath(number)}/links`, JSON.stringify({ days, links: links.map((link) => ({ position: link.position, token_sm3: link.sm3 })) }))

export async function fetchCodes(texts: string[]): Promise<QrCode[]> {
  const codes: QrCode[] = []
  for (let at = 0; at < texts.length; at += kCodes) {
    const answer = await write<{ codes: QrCode[] }>('/qr-codes', JSON.stringify({ texts: texts.slice(at, at + kCodes) }))
    codes.push(...answer.codes)
  }
  return codes
}

/** The token goes in the body: no address has it. */
export async function lookAtInvitation(token: string): Promise<Invitation> {
  const octets = await publicAsk('/roster-links/look', 'application/json', utf8(JSON.stringify({ token })))
  return JSON.parse(new TextDecoder().decode(octets)) as Invitation
}
