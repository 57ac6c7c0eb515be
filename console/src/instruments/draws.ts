// Draws as a regulator's officers state, read and make them. A share lies in its officer's own file until it is opened.
import type { components } from '../api/schema'
import { read, readOctets } from '../office/officer_api'
import { eligible, kMaxPool, type Pool } from './draw_pool'

export type Draw = components['schemas']['Draw']
export type DrawHead = components['schemas']['DrawHead']
export interface DrawPage {
  draws: DrawHead[]
  next?: string
}

const kRows = 20
export const drawPath = (id: string): string => `/draws/${encodeURIComponent(id)}`

export function listDraws(matter: string, after: string, limit = kRows): Promise<DrawPage> {
  const query = new URLSearchParams({ limit: String(limit) })
  if (matter.trim()) query.set('matter', matter.trim())
  if (after) query.set('after', after)
  return read<DrawPage>(`/draws?${query.toString()}`)
}
export const fetchDraw = (id: string): Promise<Draw> => read<Draw>(drawPath(id))
export const fetchRecord = (id: string): Promise<Uint8Array> => readOctets(`${drawPath(id)}/record`)

/** Members of the pool who cannot be drawn. */
export const excluded = (draw: Draw): Draw['pool'] => draw.pool.filter((one) => one.ground !== undefined)
/** How far it is: commitments and shares that are there. */
export const progress = (draw: Draw): { committed: number; revealed: number } => ({
  committed: draw.drawers.filter((one) => one.committed).length,
  revealed: draw.drawers.filter((one) => one.revealed).length,
})

export type Purpose = Draw['purpose']
export type Turn = 'commit' | 'reveal'
/** What `me` has to do in it now; nothing: others are awaited, or it is over. */
export function turnOf(draw: Draw, me: string): Turn | undefined {
  const mine = draw.drawers.find((one) => one.officer === me)
  if (!mine) return undefined
  if (draw.state === 'pooled') return mine.committed ? undefined : 'commit'
  if (draw.state === 'committed' || draw.state === 'revealed') return mine.revealed ? undefined : 'reveal'
  return undefined
}

const kStates: Record<Purpose, string[]> = { experts: ['technical_review_coordinator'], objects: ['enforcement_officer', 'province_head'], officers: ['enforcement_officer', 'province_head'] }
/** Draws that somebody of these roles may state (src/supervision/draws). */
export const purposesFor = (roles: string[]): Purpose[] => (Object.keys(kStates) as Purpose[]).filter((one) => kStates[one].some((role) => roles.includes(role)))
/** Whether another draw may take its place: it was not replaced, and is of one's own kind. */
export const mayRedraw = (draw: Draw, roles: string[]): boolean => draw.replaced_by === undefined && draw.state !== 'redrawn' && purposesFor(roles).includes(draw.purpose)

export interface DrawDraft {
  again: boolean // in place of another
  purpose: Purpose | ''
  matter: string
  places: string
  reason: string
  pool: Pool
  officers: [string, string]
}
export type DrawFault = 'purpose' | 'matter' | 'places' | 'reason' | 'pool' | 'officers'
const kMaxText = 200 // characters, as src/proof/draw.hpp
const isLine = (text: string): boolean => text.trim() !== '' && [...text.trim()].length <= kMaxText && !/[\r\n]/.test(text.trim())
const isAccount = (text: string): boolean => /^[a-z0-9-]{2,32}$/.test(text.trim())

export function drawFaults(draft: DrawDraft): DrawFault[] {
  const wrong: Record<DrawFault, boolean> = {
    purpose: draft.purpose === '',
    matter: !isLine(draft.matter),
    places: !/^[1-9]\d{0,4}$/.test(draft.places.trim()) || Number(draft.places) > eligible(draft.pool.members).length,
    reason: draft.again && !isLine(draft.reason),
    pool: draft.pool.members.length === 0 || draft.pool.members.length > kMaxPool || draft.pool.faults.length > 0,
    officers: !draft.officers.every(isAccount) || draft.officers[0].trim() === draft.officers[1].trim(),
  }
  return (Object.keys(wrong) as DrawFault[]).filter((one) => wrong[one])
}

/** The body of POST /draws, or of POST /draws/{id}/redraw; the draft has no faults. */
export function stateBody(draft: DrawDraft): string {
  const rest = { places: Number(draft.places), pool: draft.pool.members, officers: draft.officers.map((one) => one.trim()) }
  return JSON.stringify(draft.again ? { reason: draft.reason.trim(), ...rest } : { purpose: draft.purpose, matter: draft.matter.trim(), ...rest })
}
