// Which roles have business here (requirements 11.3); as require_business() in src/endpoints/registration/access.cpp.
const kBusiness = ['registration_officer', 'review_officer', 'issuing_officer', 'compliance_officer', 'archive_officer', 'responsible_person']
const kSensitive = ['registration_officer', 'review_officer']

export const isBusiness = (roles: string[]): boolean => roles.some((role) => kBusiness.includes(role))
/** May see numbers and papers in clear, for a reason. */
export const seesSensitive = (roles: string[]): boolean => roles.some((role) => kSensitive.includes(role))
