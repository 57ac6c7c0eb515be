// Accounts of officers as the three administrators see them (requirements 8.3): who may do what to which. The server
// decides in any case (src/officers); this spares people acts that it would refuse.
import type { components } from '../api/schema'
import type { Office } from '../site'
import { read, write } from './officer_api'

export type Account = components['schemas']['Officer']
export type Role = Account['roles'][number]

const kDay = 86_400_000
export const kSoonDays = 30 // as officers::kEndsSoon
export const kAdministrators: Role[] = ['system_administrator', 'security_administrator', 'audit_administrator']
const kOfProviders: Role[] = ['registration_officer', 'review_officer', 'issuing_officer', 'key_custodian', 'compliance_officer', 'support_officer', 'training_officer', 'security_chief', 'archive_officer', 'responsible_person']
const kOfRegulators: Role[] = [
  'province_intake_officer', 'province_review_officer', 'province_head', 'national_intake_officer', 'case_officer', 'case_reviewer', 'legal_reviewer', 'deciding_officer',
  'publication_officer', 'technical_review_coordinator', 'enforcement_officer', 'hearing_host', 'tip_handler', 'review_expert',
]
/** As side = "provider" or "regulator" of rules/roles.toml; external experts have accounts at the regulator. */
export const rolesOf = (office: Office): Role[] => [...(office === 'regulator' ? kOfRegulators : kOfProviders), ...kAdministrators]

export type AccountEvent = 'authorise' | 'authoriseRenewal' | 'suspend' | 'resume' | 'close' | 'renew' | 'renewLost' | 'renewFor'
/** `obstacle`: the role may, this person may not. */
export interface AccountAct {
  event: AccountEvent
  obstacle: 'samePerson' | 'ownAccount' | undefined
}

export const isAdministrator = (roles: string[]): boolean => kAdministrators.some((role) => roles.includes(role))
/** An administrator's role beside any other, or two of them. */
export const rolesMixed = (roles: string[]): boolean => isAdministrator(roles) && roles.length > 1
/** Names of the account's roles as its certificate has them: what an authorisation names. */
export const titleOf = (account: Account): string => account.roles.join(' ')
export const accountPath = (id: string): string => `/officers/${encodeURIComponent(id)}`

export function certificateStanding(account: Account, now: number): 'none' | 'over' | 'soon' | 'good' {
  if (!account.not_after || account.state === 'closed') return 'none'
  const left = Date.parse(account.not_after) - now
  return left <= 0 ? 'over' : left < kSoonDays * kDay ? 'soon' : 'good'
}

export function accountActs(account: Account, me: Account, now: number): AccountAct[] {
  const acts: AccountAct[] = []
  const own = account.id === me.id
  const security = me.roles.includes('security_administrator')
  const system = me.roles.includes('system_administrator')
  const actor = `officer/${me.id}`
  const add = (event: AccountEvent, obstacle?: AccountAct['obstacle']): void => void acts.push({ event, obstacle })
  if (account.state === 'closed') return acts
  if (security && account.state === 'pending') add('authorise', account.created_by === actor ? 'samePerson' : undefined)
  if (account.renewal) {
    // Where no other security administrator may act, a system administrator authorises what one asked for themselves.
    const standsIn = system && account.roles[0] === 'security_administrator' && account.renewal.requested_by === `officer/${account.id}`
    if (security || standsIn) add('authoriseRenewal', own ? 'ownAccount' : account.renewal.requested_by === actor ? 'samePerson' : undefined)
  }
  if (own) {
    if (account.state === 'active') add('renew')
    return acts
  }
  if (system && (account.state === 'active' || account.state === 'suspended')) {
    add('renewLost')
    if (account.state === 'active' && certificateStanding(account, now) === 'over') add('renewFor')
  }
  if (security && account.state === 'active') add('suspend')
  if (security && account.state === 'suspended') add('resume')
  if (security) add('close')
  return acts
}

export interface AccountMatter {
  kind: 'authorise' | 'renewal' | 'ending'
  account: Account
  at: string // since when it waits, or when the certificate ends
}

/** What waits for somebody: accounts and renewals to be authorised, certificates that end; the oldest first. */
export function mattersOf(accounts: Account[], now: number): AccountMatter[] {
  const matters: AccountMatter[] = []
  for (const account of accounts) {
    if (account.state === 'pending') matters.push({ kind: 'authorise', account, at: account.created_at })
    if (account.renewal) matters.push({ kind: 'renewal', account, at: account.renewal.requested_at })
    else if (account.state === 'active' && ['soon', 'over'].includes(certificateStanding(account, now))) matters.push({ kind: 'ending', account, at: account.not_after! })
  }
  const order: AccountMatter['kind'][] = ['authorise', 'renewal', 'ending']
  return matters.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || a.at.localeCompare(b.at))
}

/** The request of an act, compact: these octets are shown, digested and signed, and the signer reads some of them again. */
export function accountRequest(event: AccountEvent, account: Account, entered: { reason: string; requestPem: string }): { path: string; body: object } {
  const path = accountPath(account.id)
  const named = (key: string): object => ({ key_sm3: key, title: titleOf(account), ...(account.region ? { region: account.region } : {}), ...(account.body ? { body: account.body } : {}) })
  switch (event) {
    case 'authorise':
      return { path: `${path}/authorisation`, body: named(account.key_sm3 ?? '') }
    case 'authoriseRenewal':
      return { path: `${path}/renewal/authorise`, body: named(account.renewal?.key_sm3 ?? '') }
    case 'suspend':
      return { path: `${path}/suspension`, body: { reason: entered.reason } }
    case 'resume':
      return { path: `${path}/resumption`, body: { reason: entered.reason } }
    case 'close':
      return { path: `${path}/close`, body: { reason: entered.reason } }
    default:
      return { path: `${path}/renewal`, body: { key_lost: event === 'renewLost', request_pem: entered.requestPem } }
  }
}

const kPage = 200 // the most that a page may have
export async function fetchAccounts(): Promise<Account[]> {
  const accounts: Account[] = []
  for (let after: string | undefined = ''; after !== undefined; ) {
    const page: components['schemas']['OfficerPage'] = await read(`/officers?limit=${kPage}${after ? `&after=${encodeURIComponent(after)}` : ''}`)
    accounts.push(...page.officers)
    after = page.next
  }
  return accounts
}
export const fetchAccount = (id: string): Promise<Account> => read<Account>(accountPath(id))
export const createAccount = (body: string, idempotencyKey: string): Promise<Account> => write<Account>('/officers', body, idempotencyKey)
