// What a page can tell by itself about an application: an officer looks there first, and decides.
import type { CertificateClass } from '../applicant/classes'
import { creditFault, residentFault } from '../crypto/check_digits'
import type { Look } from '../office/officer_api'
import type { Application } from '../office/work'
import { nameParts } from '../public/certificate_view'

export interface Check {
  status: 'ok' | 'over' | 'warn' | 'info'
  /** A message of `pool.checks`. */
  message: 'number' | 'numberBad' | 'material' | 'materialMissing' | 'field' | 'fieldChanged' | 'fieldNew' | 'fieldGone' | 'replacedUnread'
  list: 'identities' | 'materials' | 'nameFields'
  code: string
  before?: string
  after?: string
}

const masked = (text: string): boolean => text.includes('*')

/** Numbers by their check digits, where they are in clear. */
export function numberChecks(identities: { kind: string; number: string }[]): Check[] {
  const tests: Record<string, (text: string) => unknown> = { resident_id: residentFault, organization_code: creditFault }
  return identities.flatMap(({ kind, number }): Check[] => {
    const test = tests[kind]
    if (!test || masked(number)) return []
    return [test(number) === undefined ? { status: 'ok', message: 'number', list: 'identities', code: kind } : { status: 'over', message: 'numberBad', list: 'identities', code: kind }]
  })
}

/** Papers that the class asks for. */
export function materialChecks(application: Application, of: CertificateClass | undefined): Check[] {
  return (of?.materials ?? []).map((kind) =>
    application.materials.some((one) => one.kind === kind) ? { status: 'ok', message: 'material', list: 'materials', code: kind } : { status: 'over', message: 'materialMissing', list: 'materials', code: kind },
  )
}

/** Against the certificate that is to be replaced. A masked name says nothing. */
export function replacedChecks(subject: { type: string; value: string }[], replaced: string): Check[] {
  const before = new Map(nameParts(replaced).filter(([type]) => type !== 'C'))
  const after = new Map(subject.filter((one) => one.type !== 'C').map((one) => [one.type, one.value]))
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((type): Check[] => {
    const [old, now] = [before.get(type), after.get(type)]
    if (now !== undefined && masked(now)) return []
    const shared = { list: 'nameFields' as const, code: type, before: old ?? '', after: now ?? '' }
    if (old === undefined) return [{ status: 'warn', message: 'fieldNew', ...shared }]
    if (now === undefined) return [{ status: 'warn', message: 'fieldGone', ...shared }]
    return [old === now ? { status: 'ok', message: 'field', ...shared } : { status: 'warn', message: 'fieldChanged', ...shared }]
  })
}

export interface ShownData {
  subject: { type: string; value: string }[]
  identities: { kind: string; number: string }[]
}
/** In clear as far as a look has shown it, else as the server masked it. */
export function shownData(application: Application, look: Look | undefined): ShownData {
  return { subject: look?.subject ?? application.subject, identities: look?.identities ?? application.identities }
}
