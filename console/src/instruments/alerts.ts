// Alerts of network monitoring as a regulator's officers see them (docs/operations/instruments.md): pages by keys, and the
// decision of a person, who looked at the octets. The server decides in any case (src/supervision/monitoring).
import type { components } from '../api/schema'
import { toHex } from '../crypto/bytes'
import { sm3 } from '../crypto/sm3'
import { read, readOctets } from '../office/officer_api'

export type Alert = components['schemas']['Alert']
export interface AlertFilter {
  state: string
  provider: string
}
export interface AlertPage {
  alerts: Alert[]
  next?: string
}

const kRows = 20
const kMaxReason = 500 // characters, as the server has it
const kDecides = 'enforcement_officer'

export const alertPath = (id: string): string => `/monitoring/alerts/${encodeURIComponent(id)}`
export const mayDecide = (alert: Alert, roles: string[]): boolean => alert.state === 'open' && roles.includes(kDecides)
export const isReason = (reason: string): boolean => reason.trim() !== '' && [...reason.trim()].length <= kMaxReason
/** How much it asks to be looked at: open faults that last first. */
export const markOf = (alert: Alert): 'over' | 'warn' | 'ok' | 'stop' => (alert.state === 'confirmed' ? 'over' : alert.state === 'dismissed' ? 'stop' : alert.ended_at ? 'ok' : 'warn')

export function alertQuery(filter: AlertFilter, after: string): string {
  const query = new URLSearchParams({ limit: String(kRows) })
  if (filter.state) query.set('state', filter.state)
  if (filter.provider.trim()) query.set('provider', filter.provider.trim())
  if (after) query.set('after', after)
  return query.toString()
}
export const listAlerts = (filter: AlertFilter, after: string): Promise<AlertPage> => read<AlertPage>(`/monitoring/alerts?${alertQuery(filter, after)}`)
export const fetchAlert = (id: string): Promise<Alert> => read<Alert>(alertPath(id))

export class OtherOctets extends Error {}

/** The octets as the provider gave them, which the alert names by their SM3. Throws OtherOctets. */
export async function fetchAnswer(id: string, digest: string, get: (path: string) => Promise<Uint8Array> = readOctets): Promise<Uint8Array> {
  const octets = await get(`${alertPath(id)}/answers/${digest}`)
  if (toHex(sm3(octets)) !== digest) throw new OtherOctets(digest)
  return octets
}
