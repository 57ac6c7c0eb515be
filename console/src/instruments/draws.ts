// Draws as a regulator's officers read them. Commitments and shares are made with `yinxin draw`: a share lies in its officer's
// own file until it is opened.
import type { components } from '../api/schema'
import { read, readOctets } from '../office/officer_api'

export type Draw = components['schemas']['Draw']
export type DrawHead = components['schemas']['DrawHead']
export interface DrawPage {
  draws: DrawHead[]
  next?: string
}

const kRows = 20
export const drawPath = (id: string): string => `/draws/${encodeURIComponent(id)}`

export function listDraws(matter: string, after: string): Promise<DrawPage> {
  const query = new URLSearchParams({ limit: String(kRows) })
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
