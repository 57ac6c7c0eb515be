import { describe, expect, it } from 'vitest'
import { equal, fromBase64, fromHex, toBase64, toHex, utf8 } from '../crypto/bytes'
import { sm2Sign, sm2Verify } from '../crypto/message_signature'
import { sm3 } from '../crypto/sm3'
import { keyHint } from '../crypto/tree_head'
import { readVectors } from '../crypto/vectors'
import { newKeyPair } from '../crypto/new_key'
import { byOctets, eligible, kGrounds, readPool, type Member } from './draw_pool'
import { commitmentNote, commitmentOf, isOfStatement, poolRoot, readShare, shareText } from './draw_statement'
import { drawFaults, mayRedraw, purposesFor, stateBody, turnOf, type Draw, type DrawDraft } from './draws'

const whole = readVectors('draw_sm3.txt').filter((one) => one['kind'] === 'whole')
const pool = Array.from({ length: 9 }, (_, i): Member => ({ id: `expert/000${i + 1}` }))
Object.assign(pool[2]!, { ground: 'same_employer', reason: '两年前在申请人处任职' })
Object.assign(pool[5]!, { ground: 'declared', reason: '本人申请回避' })
const statement = new TextDecoder().decode(fromHex(whole[0]!['statement']!))
const drawOf = (more: Partial<Draw> = {}): Draw => ({
  id: '0190a000-0000-7000-8000-0000000000d1', state: 'pooled', zh: '', purpose: 'experts', purpose_zh: '评审专家', matter: 'case/XKSQ-2026-7', places: 3, members: 9, officers: ['officer/li-2', 'officer/zhang-1'], stated_at: '', stated_by: '', region: '530000',
  statement, pool, drawers: [{ officer: 'officer/li-2', committed: false, revealed: false }, { officer: 'officer/zhang-1', committed: true, revealed: false }], ...more,
})

describe('a draw, held to the vectors of docs/design/draw.md', () => {
  it('has the root of its pool in the statement', () => {
    const line = statement.split('\n').find((one) => one.startsWith('pool: '))!
    expect(toBase64(poolRoot(pool))).toBe(line.slice('pool: '.length))
    expect(toHex(sm3(utf8(statement)))).toBe(whole[0]!['digest'])
  })
  it('commits each officer to a share of their own', () => {
    for (const vector of whole) {
      const digest = fromHex(vector['digest']!)
      const share = (from: number): Uint8Array => Uint8Array.from({ length: 32 }, (_, i) => from + i)
      expect(toHex(commitmentOf('officer/li-2', digest, share(0)))).toBe(vector['first'])
      expect(toHex(commitmentOf('officer/zhang-1', digest, share(100)))).toBe(vector['second'])
    }
  })
  it('has a signed note for it, under the name of the officer', async () => {
    const key = newKeyPair()
    const share = new Uint8Array(32).fill(7)
    const note = await commitmentNote('officer/li-2', statement, share, { publicKey: key.publicKey, sign: (octets) => Promise.resolve(sm2Sign(octets, key.privateKey, key.publicKey)) })
    const [body, last] = [note.slice(0, note.indexOf('\n\n') + 1), note.trimEnd().split('\n').at(-1)!]
    expect(body).toBe(`yinxin draw commitment v1\nofficer/li-2\n${toBase64(fromHex(whole[0]!['digest']!))}\n${toBase64(commitmentOf('officer/li-2', fromHex(whole[0]!['digest']!), share))}\n`)
    const signed = fromBase64(last.split(' ')[2]!)
    expect(last.startsWith('— officer/li-2 ')).toBe(true)
    expect(equal(signed.subarray(0, 4), keyHint('officer/li-2', key.publicKey))).toBe(true)
    expect(sm2Verify(utf8(body), signed.subarray(4), key.publicKey)).toBe(true)
  })
})

describe('what an officer commits to', () => {
  it('is what the page shows', () => expect(isOfStatement(drawOf(), 'officer/li-2')).toBe(true))
  it.each([
    ['another member', { pool: pool.map((one, i) => (i === 0 ? { id: 'expert/0000' } : one)) }],
    ['another reason', { pool: pool.map((one, i) => (i === 2 ? { ...one, reason: '别的理由' } : one)) }],
    ['one who is not excluded', { pool: pool.map((one, i) => (i === 2 ? { id: one.id } : one)) }],
    ['one fewer', { pool: pool.slice(0, 8) }],
    ['another order', { pool: [...pool].reverse() }],
    ['another number of places', { places: 4 }],
    ['other officers', { officers: ['officer/li-2', 'officer/wang-3'] }],
    ['another matter', { matter: 'case/XKSQ-2026-8' }],
    ['another draw', { id: '0190a000-0000-7000-8000-0000000000d2' }],
    ['no statement', { statement: '<script>' }],
    ['a broken root', { statement: statement.replace(/pool: .*/, 'pool: !!') }],
  ] as [string, Partial<Draw>][])('is refused for %s', (_, more) => expect(isOfStatement(drawOf(more), 'officer/li-2')).toBe(false))
  it('is for the two who draw', () => expect(isOfStatement(drawOf(), 'officer/wang-3')).toBe(false))
})

describe('a share', () => {
  it('is read back from its file, for its own draw only', () => {
    const share = Uint8Array.from({ length: 32 }, (_, i) => i)
    expect(readShare(shareText('d1', share), 'd1')).toEqual(share)
    expect(readShare(shareText('d1', share).replace('\n', '\r\n'), 'd1')).toEqual(share)
    for (const bad of [shareText('d2', share), 'd1 00', `d1 ${'zz'.repeat(32)}`, '', shareText('d1', share).repeat(2)]) expect(readShare(bad, 'd1')).toBeUndefined()
  })
})

describe('one’s turn', () => {
  const me = 'officer/li-2'
  it('is to commit, then to open when both have committed', () => {
    const drawers = (committed: boolean, revealed: boolean): Draw['drawers'] => [{ officer: me, committed, revealed }]
    expect(turnOf(drawOf(), me)).toBe('commit')
    expect(turnOf(drawOf({ drawers: drawers(true, false) }), me)).toBeUndefined()
    expect(turnOf(drawOf({ state: 'committed', drawers: drawers(true, false) }), me)).toBe('reveal')
    expect(turnOf(drawOf({ state: 'revealed', drawers: drawers(true, true) }), me)).toBeUndefined()
    expect(turnOf(drawOf({ state: 'drawn', drawers: drawers(true, true) }), me)).toBeUndefined()
    expect(turnOf(drawOf(), 'officer/wang-3')).toBeUndefined()
  })
  it('to state one depends on what is drawn', () => {
    expect(purposesFor(['technical_review_coordinator'])).toEqual(['experts'])
    expect(purposesFor(['province_head'])).toEqual(['objects', 'officers'])
    expect(purposesFor(['case_officer'])).toEqual([])
    expect([mayRedraw(drawOf(), ['technical_review_coordinator']), mayRedraw(drawOf(), ['province_head']), mayRedraw(drawOf({ replaced_by: 'x' }), ['technical_review_coordinator'])]).toEqual([true, false, false])
  })
})

describe('a pool as it is typed', () => {
  it('is put in order, exclusions by word or by code', () => {
    const read = readPool('\ufeffexpert/0009\r\n\r\n  expert/0002 近亲属 申请人的配偶\nexpert/0001 other 另有 理由\n')
    expect(read).toEqual({ members: [{ id: 'expert/0001', ground: 'other', reason: '另有 理由' }, { id: 'expert/0002', ground: 'kinship', reason: '申请人的配偶' }, { id: 'expert/0009' }], faults: [] })
    expect(eligible(read.members).map((one) => one.id)).toEqual(['expert/0009'])
    expect(kGrounds).toHaveLength(8)
    expect(['b', 'a/2', 'a/10', 'A'].sort(byOctets)).toEqual(['A', 'a/10', 'a/2', 'b'])
  })
  it('names the line that is wrong', () => {
    expect(readPool('张三\nexpert/1 不对 理由\nexpert/2 持股\nexpert/3\nexpert/3\n<b>').faults).toEqual([{ line: 1, fault: 'id' }, { line: 2, fault: 'ground' }, { line: 3, fault: 'reason' }, { line: 5, fault: 'twice' }, { line: 6, fault: 'id' }])
  })
  const draft = (more: Partial<DrawDraft> = {}): DrawDraft => ({ again: false, purpose: 'experts', matter: 'case/XK-2026-1', places: '1', reason: '', pool: readPool('e/1\ne/2 持股 有股份'), officers: ['li-2', ' zhang-1 '], ...more })
  it('is sent with two officers, and no more places than can be drawn', () => {
    expect(drawFaults(draft())).toEqual([])
    expect(JSON.parse(stateBody(draft()))).toEqual({ purpose: 'experts', matter: 'case/XK-2026-1', places: 1, pool: [{ id: 'e/1' }, { id: 'e/2', ground: 'shareholder', reason: '有股份' }], officers: ['li-2', 'zhang-1'] })
    expect(drawFaults(draft({ places: '2' }))).toEqual(['places'])
    expect(drawFaults(draft({ officers: ['li-2', 'li-2 '] }))).toEqual(['officers'])
    expect(drawFaults(draft({ purpose: '', matter: ' ', pool: readPool('') }))).toEqual(['purpose', 'matter', 'places', 'pool'])
    expect(drawFaults(draft({ again: true }))).toEqual(['reason'])
    expect(Object.keys(JSON.parse(stateBody(draft({ again: true, reason: ' 一名专家病休 ' }))) as object)).toEqual(['reason', 'places', 'pool', 'officers'])
  })
})
