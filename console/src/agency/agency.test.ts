import { describe, expect, it } from 'vitest'
import { readFileSync } from 'node:fs'
import { fromBase64, fromHex, toHex, utf8 } from '../crypto/bytes'
import { sm3 } from '../crypto/sm3'
import { readCsv } from '../office/csv'
import type { RosterRow } from './agency_api'
import { treeRoot } from './key_tree'
import { kJoinPath, newLink, tokenOf } from './links'
import { kMaxRosterRows, readLeavers, readRoster, RosterFileError } from './roster_file'
import { fits, isReady, issueBody, kFilters, takesLink } from './rows'

const agency = { code: '91110000600037341L', name: '云岭县人民政府办公室' }
const header = '姓名,部门,身份证号,手机,邮箱'
const person = '张晓明,综合科,110101199003070038,13800138000,xm@example.cn'

function faultOf(read: () => unknown): [string, string] | undefined {
  try {
    read()
    return undefined
  } catch (fault) {
    if (!(fault instanceof RosterFileError)) throw fault
    return [fault.fault, fault.what]
  }
}

describe('the tree of keys', () => {
  it('has the roots of RFC 9162, as the C++ side', () => {
    const vectors = readFileSync(new URL('../../../tests/vectors/merkle_sm3.txt', import.meta.url), 'utf8')
    const roots = [...vectors.matchAll(/^root (\d+) ([0-9a-f]{64})$/gm)].map(([, size, root]) => [Number(size), root] as const)
    const tried = roots.filter(([size]) => size > 0 && size <= 40)
    expect(tried.length).toBeGreaterThan(8)
    for (const [size, root] of tried) expect([size, toHex(treeRoot(Array.from({ length: size }, (_, i) => utf8(`leaf ${i}`))))]).toEqual([size, root])
    expect(() => treeRoot([])).toThrow(RangeError)
  })
})

describe('a link', () => {
  it('has its secret behind the # alone, and a new one each time', () => {
    const link = newLink(7, 'https://ca.example')
    const address = new URL(link.address)
    expect([address.origin, address.pathname, address.search]).toEqual(['https://ca.example', kJoinPath, ''])
    const token = fromBase64(tokenOf(address.hash)!)
    expect(token.length).toBe(32)
    expect(link.sm3).toBe(toHex(sm3(token)))
    expect(newLink(7, 'https://ca.example').sm3).not.toBe(link.sm3)
  })
  it('is none when anything else stands there', () => {
    for (const text of ['', '#', '#abc', `#${'a'.repeat(42)}`, `#${'a'.repeat(44)}`, `#${'a'.repeat(42)}+`, `#${'a'.repeat(42)} `]) expect([text, tokenOf(text)]).toEqual([text, undefined])
  })
})

describe('a roster file', () => {
  it('becomes the columns of the server, with the agency in each row', () => {
    const file = readRoster(`\ufeff${header}\r\n${person}\r\n\r\n`, agency, 'staff')
    expect(file.rows).toBe(1)
    expect(readCsv(file.csv)).toEqual([
      ['profile', 'subject.O', 'identity.organization_code', 'subject.CN', 'subject.OU', 'identity.resident_id', 'phone', 'mail'],
      ['staff', agency.name, agency.code, '张晓明', '综合科', '110101199003070038', '13800138000', 'xm@example.cn'],
    ])
  })
  it('loses the apostrophes by which an export was guarded', () => {
    expect(readCsv(readRoster(`${header}\n张晓明,综合科,110101199003070038,'+8613800138000,\n`, agency, 'staff').csv)[1]![6]).toBe('+8613800138000')
  })
  it('is refused for what is wrong with it', () => {
    expect(faultOf(() => readRoster('', agency, 'staff'))).toEqual(['empty', ''])
    expect(faultOf(() => readRoster(`${header}\n`, agency, 'staff'))).toEqual(['empty', ''])
    expect(faultOf(() => readRoster('姓名,部门,手机\n张,科,1\n', agency, 'staff'))).toEqual(['missing', '身份证号'])
    expect(faultOf(() => readRoster(`${header},工资\n${person},1\n`, agency, 'staff'))).toEqual(['heading', '工资'])
    expect(faultOf(() => readRoster(`${header},姓名\n${person},1\n`, agency, 'staff'))).toEqual(['heading', '姓名'])
    expect(faultOf(() => readRoster(`${header}\n${person}\n张,科\n`, agency, 'staff'))).toEqual(['cells', '2'])
    expect(faultOf(() => readRoster(`${header}\n"张`, agency, 'staff'))).toEqual(['unreadable', ''])
    expect(faultOf(() => readRoster(`${header}\n${`${person}\n`.repeat(kMaxRosterRows + 1)}`, agency, 'staff'))).toEqual(['rows', String(kMaxRosterRows + 1)])
  })
})

describe('a list of people who left', () => {
  it('sends what names certificates and nothing else', () => {
    const file = readLeavers('姓名,application,serial\n张晓明,SQ-2026-7K3M9QAX,\n李四,,0a1b\n')
    expect(file).toEqual({ rows: 2, csv: 'application,serial\r\nSQ-2026-7K3M9QAX,\r\n,0a1b\r\n' })
    expect(file.csv).not.toContain('张晓明')
    expect(readLeavers('行,姓名,受理号,证书序列号\n1,张晓明,SQ-2026-7K3M9QAX,\n2,李四,,0a1b\n')).toEqual(file) // a hand-out list as it was exported
  })
  it('must name certificates', () => {
    expect(faultOf(() => readLeavers('姓名\n张晓明\n'))![0]).toBe('missing')
    expect(faultOf(() => readLeavers('serial\n'))![0]).toBe('empty')
  })
})

const open = (...ids: string[]): RosterRow['gates'] => ['identity', 'review', 'notification', 'agreement'].map((id) => ({ id, open: ids.includes(id) }))
const row = (position: number, more: Partial<RosterRow> = {}): RosterRow => ({ position, link: 'none', name: '张*', unit: '综合科', ...more })
const applied = { application: 'SQ-2026-7K3M9QAX', state: 'to_issue', key_sm3: 'ab'.repeat(32) }
const all = open('identity', 'review', 'notification', 'agreement')

describe('rows', () => {
  it('are ready when every gate is open and there is no certificate', () => {
    expect(isReady(row(1, { ...applied, gates: all }))).toBe(true)
    expect(isReady(row(1, { ...applied, gates: open('identity', 'review', 'notification') }))).toBe(false)
    expect(isReady(row(1, { ...applied, gates: all, serial: '0a' }))).toBe(false)
    expect(isReady(row(1))).toBe(false)
  })
  it('take a link until somebody applied, and again when it came to nothing', () => {
    expect(takesLink(row(1))).toBe(true)
    expect(takesLink(row(1, { ...applied, gates: all }))).toBe(false)
    expect(takesLink(row(1, { ...applied, state: 'withdrawn', gates: open() }))).toBe(true)
    expect(takesLink(row(1, { error_code: 'registration.contact' }))).toBe(false)
  })
  it('stand under one heading beside "all"', () => {
    const rows = [row(1), row(2, { link: 'open' }), row(3, { ...applied, gates: open() }), row(4, { ...applied, gates: all }), row(5, { ...applied, gates: all, serial: '0a' }), row(6, { error_code: 'x' })]
    for (const one of rows) expect([one.position, kFilters.filter((filter) => fits(one, filter)).length]).toEqual([one.position, 2])
  })
  it('are named in an order by bits and by the root of their keys', () => {
    const body = JSON.parse(issueBody([row(1, { ...applied, gates: all }), row(10, { ...applied, key_sm3: 'cd'.repeat(32), gates: all })])) as Record<string, string | number>
    expect([...fromBase64(String(body['rows']))]).toEqual([0x80, 0x40])
    expect(body['keys']).toBe(2)
    expect(body['keys_root']).toBe(toHex(treeRoot([fromHex('ab'.repeat(32)), fromHex('cd'.repeat(32))])))
    expect(body['event']).toBe('issue')
  })
  it('of the largest roster fit what the signer reads', () => {
    const rows = Array.from({ length: kMaxRosterRows }, (_, i) => row(i + 1, { ...applied, gates: all }))
    expect(issueBody(rows).length).toBeLessThan(4096) // kMaxActContentBytes of src/signer/types.hpp
  })
})
