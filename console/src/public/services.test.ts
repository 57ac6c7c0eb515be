import { describe, expect, it } from 'vitest'
import { inOrder, offersOf, type CataloguePage } from './services'

function page(...rows: Record<string, unknown>[]): CataloguePage {
  return {
    id: 'services', zh: '服务目录和投诉方式', en: 'Service catalogue', procedure: 'service_catalogue', cites: ['18', '27'], published: true, columns: [], item_columns: [],
    entries: rows.map((row, at) => ({
      number: `service_catalogue-2026-${at + 1}`, opened_at: '2026-11-22T08:00:00Z', state: { id: 'published', zh: '已公布', en: 'Published', final: false }, items: [],
      values: Object.entries(row).map(([column, value]) => ({ column, zh: String(value), value })),
    })),
  }
}
const offer = (service: string, promised: unknown): Record<string, unknown> => ({ service, service_name: '名称', owner: '部门', hours: '工作日', contact: '400', promised_hours: promised })

describe('the published catalogue', () => {
  it('is read by column', () => {
    expect(offersOf(page(offer('support', 8)))).toEqual([{ number: 'service_catalogue-2026-1', service: 'support', name: '名称', owner: '部门', hours: '工作日', contact: '400', promised: 8 }])
  })
  it('leaves out what promises nothing or is no service that is known', () => {
    expect(offersOf(page(offer('support', undefined), offer('lottery', 8), offer('query', '8')))).toEqual([])
  })
  it('goes by service, complaints last, the shorter promise first', () => {
    const all = inOrder(offersOf(page(offer('complaints', 360), offer('support', 8), offer('support', 4), offer('lifecycle', 48))))
    expect(all.map((one) => [one.service, one.promised])).toEqual([['lifecycle', 48], ['support', 4], ['support', 8], ['complaints', 360]])
  })
})
