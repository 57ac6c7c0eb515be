import { describe, expect, it } from 'vitest'
import { accountActs, accountRequest, certificateStanding, mattersOf, rolesMixed, type Account, type Role } from './accounts'

const kNow = Date.parse('2026-11-23T02:00:00Z')
const account = (id: string, roles: Role[], more: Partial<Account> = {}): Account => ({
  id, name: '王*明', roles, state: 'active', created_by: 'officer/sys-1', created_at: '2026-11-01T00:00:00Z', key_sm3: 'aa', not_after: '2027-11-01T00:00:00Z', ...more,
})
const sys = account('sys-1', ['system_administrator'])
const sec = account('sec-1', ['security_administrator'])
const aud = account('aud-1', ['audit_administrator'])
const entry = account('entry-1', ['registration_officer'])
const events = (of: Account, me: Account): string[] => accountActs(of, me, kNow).map((one) => one.event + (one.obstacle ? `:${one.obstacle}` : ''))
const renewal = (by: string, key_lost = false): Partial<Account> => ({ renewal: { key_sm3: 'bb', key_lost, requested_by: `officer/${by}`, requested_at: '2026-11-20T00:00:00Z' } })

describe('what an administrator may do to an account', () => {
  it.each<[string, Account, Account, string[]]>([
    ['a pending one is for the security administrator', account('new-1', ['review_officer'], { state: 'pending' }), sec, ['authorise', 'close']],
    ['not for who entered it', account('new-1', ['review_officer'], { state: 'pending', created_by: 'officer/sec-1' }), sec, ['authorise:samePerson', 'close']],
    ['a pending one is not for the system administrator', account('new-1', ['review_officer'], { state: 'pending' }), sys, []],
    ['an active one', entry, sec, ['suspend', 'close']],
    ['a suspended one', { ...entry, state: 'suspended' }, sec, ['resume', 'close']],
    ['a closed one', { ...entry, state: 'closed' }, sec, []],
    ['a key that is lost', entry, sys, ['renewLost']],
    ['a certificate that has run out', { ...entry, not_after: '2026-11-01T00:00:00Z' }, sys, ['renewLost', 'renewFor']],
    ['a renewal that waits', { ...entry, ...renewal('entry-1') }, sec, ['authoriseRenewal', 'suspend', 'close']],
    ['a renewal that waits is not for the system administrator', { ...entry, ...renewal('entry-1') }, sys, ['renewLost']],
    ['one that the security administrator asked for themselves', { ...sec, ...renewal('sec-1') }, sec, ['authoriseRenewal:ownAccount', 'renew']],
    ['the system administrator stands in for it', { ...sec, ...renewal('sec-1') }, sys, ['authoriseRenewal', 'renewLost']],
    ['never on what a system administrator asked for', { ...sec, ...renewal('sys-1', true) }, sys, ['renewLost']],
    ['their own account', sec, sec, ['renew']],
    ['an officer on their own', entry, entry, ['renew']],
    ['the audit administrator changes nothing', entry, aud, []],
    ['an officer of the business on another', account('bo', ['review_officer']), entry, []],
  ])('%s', (_, of, me, expected) => expect(events(of, me)).toEqual(expected))
  it('says when a certificate ends', () => {
    const ends = (not_after?: string): string => certificateStanding({ ...entry, not_after } as Account, kNow)
    expect([ends(), ends('2026-11-23T02:00:00Z'), ends('2026-12-01T00:00:00Z'), ends('2027-01-01T00:00:00Z')]).toEqual(['none', 'over', 'soon', 'good'])
  })
  it('keeps the three administrators apart', () => {
    expect([rolesMixed(['system_administrator']), rolesMixed(['system_administrator', 'audit_administrator']), rolesMixed(['audit_administrator', 'review_officer']), rolesMixed(['review_officer', 'issuing_officer'])]).toEqual([false, true, true, false])
  })
})

describe('what waits', () => {
  it('is listed once, accounts before renewals before certificates that end', () => {
    const matters = mattersOf([{ ...entry, not_after: '2026-12-01T00:00:00Z' }, { ...sec, ...renewal('sec-1'), not_after: '2026-12-01T00:00:00Z' }, account('new-1', ['review_officer'], { state: 'pending' }), aud], kNow)
    expect(matters.map((one) => `${one.kind} ${one.account.id}`)).toEqual(['authorise new-1', 'renewal sec-1', 'ending entry-1'])
  })
})

describe('what is signed', () => {
  const entered = { reason: '调离', requestPem: 'PEM' }
  it('names key and roles of an authorisation, compact and in this order', () => {
    const two = account('x', ['registration_officer', 'review_officer'], renewal('x'))
    expect(JSON.stringify(accountRequest('authorise', two, entered).body)).toBe('{"key_sm3":"aa","title":"registration_officer review_officer"}')
    expect(accountRequest('authoriseRenewal', two, entered)).toEqual({ path: '/officers/x/renewal/authorise', body: { key_sm3: 'bb', title: 'registration_officer review_officer' } })
  })
  it('goes to the operation of its name', () => {
    const paths = (['suspend', 'resume', 'close'] as const).map((event) => accountRequest(event, entry, entered))
    expect(paths.map((one) => one.path)).toEqual(['/officers/entry-1/suspension', '/officers/entry-1/resumption', '/officers/entry-1/close'])
    expect(paths[0]!.body).toEqual({ reason: '调离' })
    expect(accountRequest('renewLost', entry, entered)).toEqual({ path: '/officers/entry-1/renewal', body: { key_lost: true, request_pem: 'PEM' } })
    expect(accountRequest('renew', entry, entered).body).toEqual({ key_lost: false, request_pem: 'PEM' })
  })
})
