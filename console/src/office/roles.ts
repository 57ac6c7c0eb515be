// Which roles have business here (requirements 11.3); as require_business() in src/endpoints/registration/access.cpp. The
// three administrators have none of it, and each its own pages (requirements 8.3).
const kBusiness = ['registration_officer', 'review_officer', 'issuing_officer', 'compliance_officer', 'archive_officer', 'responsible_person']
const kSensitive = ['registration_officer', 'review_officer']

export const isBusiness = (roles: string[]): boolean => roles.some((role) => kBusiness.includes(role))
/** May see numbers and papers in clear, for a reason. */
export const seesSensitive = (roles: string[]): boolean => roles.some((role) => kSensitive.includes(role))

export type Page = 'applications' | 'batches' | 'certificates' | 'accounts' | 'system' | 'acts' | 'looks'
const kOfAdministrators: Record<string, Page[]> = {
  system_administrator: ['accounts', 'system'],
  security_administrator: ['accounts'],
  audit_administrator: ['acts', 'looks', 'accounts'],
}

/** The pages beside the first one, in the order of the menu. One's own account is open to everybody. */
export function pagesFor(roles: string[]): Page[] {
  const business: Page[] = isBusiness(roles) ? ['applications', 'batches', 'certificates'] : []
  return [...business, ...roles.flatMap((role) => kOfAdministrators[role] ?? [])]
}
