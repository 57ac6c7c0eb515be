// The provider's own certificates (GET /ca).
import { publicJson } from '../api/client'
import type { components } from '../api/schema'

export type Authority = components['schemas']['Authority']

export async function fetchAuthorities(): Promise<Authority[]> {
  return (await publicJson<components['schemas']['AuthorityList']>('/ca')).authorities
}
