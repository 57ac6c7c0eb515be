// Which roles have business here (requirements 11.3); as require_business() in src/endpoints/registration/access.cpp, and as
// caller_of() in src/endpoints/cases/access.cpp. The three administrators have none of it, and each its own pages (8.3).
import type { Office } from '../site'

const kBusiness = ['registration_officer', 'review_officer', 'issuing_officer', 'compliance_officer', 'archive_officer', 'responsible_person']
const kSensitive = ['registration_officer', 'review_officer']

export const isBusiness = (roles: string[]): boolean => roles.some((role) => kBusiness.includes(role))
/** May see numbers and papers in clear, for a reason. */
export const seesSensitive = (roles: string[]): boolean => roles.some((role) => kSensitive.includes(role))

/** Answers for the provider's duties; as require_duties() in src/endpoints/compliance/duty_forms.cpp. */
const kDuties = ['compliance_officer', 'responsible_person', 'training_officer', 'security_chief', 'archive_officer']
export const mayReadDuties = (roles: string[]): boolean => roles.some((role) => kDuties.includes(role))

export type Page = 'counter' | 'review' | 'night' | 'intake' | 'inspections' | 'cases' | 'filings' | 'licence-application' | 'draws' | 'alerts' | 'monitoring' | 'tips' | 'focus' | 'register' | 'statistics' | 'pictures' | 'calendar' | 'duties' | 'conditions' | 'staff' | 'applications' | 'batches' | 'certificates' | 'accounts' | 'system' | 'acts' | 'looks'
const kOfAdministrators: Record<string, Page[]> = {
  system_administrator: ['accounts', 'system', 'pictures'],
  security_administrator: ['accounts'],
  audit_administrator: ['acts', 'looks', 'accounts'],
}
/** Files with an authority, and reads what came of it; as FilingDesk in src/endpoints/filings/access.cpp. */
const kFilers = ['compliance_officer', 'responsible_person']
const kOfRegulators: Page[] = ['intake', 'inspections', 'tips', 'draws', 'alerts', 'monitoring', 'focus', 'register', 'statistics'] // its instruments and lists
const kOfProviders: Page[] = ['counter', 'review', 'night', 'applications', 'batches', 'certificates', 'licence-application', 'duties', 'conditions', 'staff', 'looks'] // a regulator has no holders, and other duties

/** Work places of some roles. */
const kPlaces: [Page, string[]][] = [
  ['counter', ['registration_officer']],
  ['review', ['review_officer']],
  ['night', ['support_officer']],
  ['intake', ['province_intake_officer', 'province_review_officer']],
  ['inspections', ['enforcement_officer']],
]

/** Work on tips, as rules/procedures/tip.toml names them; who reports is for handlers alone. */
const kTips = ['tip_handler', 'enforcement_officer', 'province_head', 'deciding_officer']
export const handlesTips = (roles: string[]): boolean => roles.includes('tip_handler')

/** Enters or confirms notices of days off; as src/cases/notices.cpp, at the office that has the role. */
const kCalendar: Record<Office, string[]> = { provider: ['compliance_officer', 'responsible_person'], regulator: ['province_review_officer', 'case_officer', 'province_head', 'deciding_officer'] }

const kExpert = 'review_expert' // from outside: is assigned to cases, and sees no more

/** Works on cases of the law's procedures: everybody who is no administrator. */
export const worksOnCases = (roles: string[]): boolean => roles.length > 0 && !roles.some((role) => role in kOfAdministrators)

/** The pages beside the first one, in the order of the menu. One's own account is open to everybody. */
export function pagesFor(roles: string[], office: Office): Page[] {
  const places = kPlaces.filter(([, by]) => by.some((role) => roles.includes(role))).map(([page]) => page)
  const business: Page[] = isBusiness(roles) ? ['applications', 'batches', 'certificates'] : []
  const cases: Page[] = worksOnCases(roles) ? ['cases'] : []
  const instruments: Page[] = worksOnCases(roles) && roles.some((role) => role !== kExpert) ? kOfRegulators.filter((page) => !kPlaces.some(([place]) => place === page) && (page !== 'tips' || roles.some((role) => kTips.includes(role)))) : []
  const filings: Page[] = (office === 'provider' ? roles.some((role) => kFilers.includes(role)) : instruments.length > 0) ? ['filings', 'licence-application'] : []
  const duties: Page[] = mayReadDuties(roles) ? ['duties', 'conditions', 'staff'] : []
  const pictures: Page[] = worksOnCases(roles) && roles.some((role) => role !== kExpert) ? ['pictures'] : []
  const calendar: Page[] = roles.some((role) => kCalendar[office].includes(role)) ? ['calendar'] : []
  const all = [...places, ...business, ...cases, ...filings, ...instruments, ...pictures, ...calendar, ...duties, ...roles.flatMap((role) => kOfAdministrators[role] ?? [])]
  return all.filter((page) => !(office === 'provider' ? kOfRegulators : kOfProviders).includes(page))
}
