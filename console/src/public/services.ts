// The published service catalogue with the channel of complaints (articles 18 and 27).
import { publicJson } from '../api/client'
import type { components } from '../api/schema'

export type CataloguePage = components['schemas']['Inventory']
/** In the order of article 18, complaints last. */
export const kServices = ['lifecycle', 'query', 'status', 'support', 'other', 'complaints'] as const
export type Service = (typeof kServices)[number]
export interface Offer {
  number: string
  service: Service
  name: string
  owner: string
  hours: string
  contact: string
  promised: number
}

/** Of one page; what lacks a member, or is of no service that is known, is left out. */
export function offersOf(page: CataloguePage): Offer[] {
  return page.entries.flatMap((entry) => {
    const said = new Map(entry.values.map((one) => [one.column, one.value]))
    const text = (column: string): string => (typeof said.get(column) === 'string' ? (said.get(column) as string) : '')
    const service = kServices.find((one) => one === said.get('service'))
    const promised = said.get('promised_hours')
    if (service === undefined || typeof promised !== 'number') return []
    return [{ number: entry.number, service, name: text('service_name'), owner: text('owner'), hours: text('hours'), contact: text('contact'), promised }]
  })
}

/** By service; of one service the shorter promise first. */
export function inOrder(offers: Offer[]): Offer[] {
  return [...offers].sort((a, b) => kServices.indexOf(a.service) - kServices.indexOf(b.service) || a.promised - b.promised)
}

export async function fetchOffers(): Promise<Offer[]> {
  const offers: Offer[] = []
  let after = ''
  do {
    const page = await publicJson<CataloguePage>(`/published-inventories/services?limit=200${after === '' ? '' : `&after=${encodeURIComponent(after)}`}`)
    offers.push(...offersOf(page))
    after = page.next ?? ''
  } while (after !== '')
  return inOrder(offers)
}
