// What a class of certificate asks of its applicants, as fields of a form: from GET /certificate-classes, which the rules
// decide. This file knows types of fields and their groups, not classes.
import { publicJson } from '../api/client'
import type { components } from '../api/schema'
import { creditFault, residentFault, tidyNumber, type NumberFault } from '../crypto/check_digits'

export type ClassList = components['schemas']['ClassList']
export type CertificateClass = ClassList['classes'][number]

export const fetchClasses = (): Promise<ClassList> => publicJson<ClassList>('/certificate-classes')

export interface Field {
  id: string // subject.CN, identity.0, phone, mail, dns, mails, validity_days
  group: 'holder' | 'papers' | 'contact' | 'certificate'
  type: 'text' | 'identity' | 'lines' | 'days' | 'phone' | 'mail'
  name: string // what it is called: a name field, or the id
  required: boolean
  max: number
  kinds: string[] // of papers
  inClear: boolean
}

/** By their ids; a paper's kind stands under "<id>.kind". What lines have is split when it is sent. */
export type Values = Record<string, string>

const plain = (id: string, group: Field['group'], type: Field['type'], required: boolean, max: number): Field => ({ id, group, type, name: id, required, max, kinds: [], inClear: false })

/** What is needed comes first in each group, otherwise in the order of the rules. */
export function fieldsOf(of: CertificateClass): Field[] {
  const subject = [...of.subject.filter((one) => one.required), ...of.subject.filter((one) => !one.required)]
  return [
    ...subject.map((one): Field => ({ ...plain(`subject.${one.type}`, 'holder', 'text', one.required, one.max), name: one.type })),
    ...of.identities.map((one, i): Field => ({ ...plain(`identity.${i}`, 'papers', 'identity', one.required, 0), kinds: one.kinds, inClear: one.in_clear })),
    plain('phone', 'contact', 'phone', true, 24),
    plain('mail', 'contact', 'mail', false, 254),
    ...(of.dns ? [plain('dns', 'certificate', 'lines', of.alt_name_required, 0)] : []),
    ...(of.mails ? [plain('mails', 'certificate', 'lines', of.alt_name_required && !of.dns, 0)] : []),
    plain('validity_days', 'certificate', 'days', false, of.max_validity_days),
  ]
}

export interface FieldFault {
  id: string
  kind: 'missing' | 'tooLong' | 'phone' | 'mail' | 'dns' | 'days' | 'name' | `number_${NumberFault}`
  limits: number[]
}

// As src/registration/form_check.cpp.
const kPhone = /^[0-9+\- ()]{5,24}$/
const kMail = /^[^\s@]+@[^\s@]+$/
const kDnsName = /^(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i
// Controls, private use, what looks like nothing or turns the direction of writing: src/x509/text.cpp is stricter.
const kOddCharacters = /[\p{Cc}\p{Cf}\p{Co}\ufffc\ufffd]/u
/** Characters of a name that certificates do not take, each once. */
export const oddCharacters = (text: string): string[] => [...new Set([...text].filter((one) => kOddCharacters.test(one)))]

export const linesOf = (text: string): string[] => text.split(/[\n;；,，]/).map((line) => line.trim()).filter((line) => line !== '')

/** Numbers of the kinds that are letters and digits are tidied; an officer's card keeps its characters. */
export const canonicalNumber = (kind: string, text: string): string => (kind === 'military_officer_id' ? text.trim() : tidyNumber(text))

export function kindOf(field: Field, values: Values): string {
  const chosen = values[`${field.id}.kind`] ?? ''
  return field.kinds.includes(chosen) ? chosen : (field.kinds[0] ?? '')
}

function numberFault(kind: string, text: string): FieldFault['kind'] | undefined {
  const number = canonicalNumber(kind, text)
  const fault = kind === 'resident_id' ? residentFault(number) : kind === 'organization_code' ? creditFault(number) : undefined
  return fault && `number_${fault}`
}

function faultKind(field: Field, text: string, values: Values): FieldFault['kind'] | undefined {
  if (field.type === 'identity') return numberFault(kindOf(field, values), text)
  if (field.type === 'phone') return kPhone.test(text) && /\d/.test(text) ? undefined : 'phone'
  if (field.type === 'mail') return kMail.test(text) ? undefined : 'mail'
  if (field.type === 'days') return /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= field.max ? undefined : 'days'
  if (field.type === 'lines') return linesOf(text).every((line) => (field.id === 'dns' ? kDnsName : kMail).test(line)) ? undefined : field.id === 'dns' ? 'dns' : 'mail'
  return oddCharacters(text).length > 0 ? 'name' : undefined
}

export function checkField(field: Field, values: Values): FieldFault | undefined {
  const text = (values[field.id] ?? '').trim()
  if (text === '') return field.required ? { id: field.id, kind: 'missing', limits: [] } : undefined
  if (field.max > 0 && field.type !== 'days' && [...text].length > field.max) return { id: field.id, kind: 'tooLong', limits: [field.max] }
  const kind = faultKind(field, text, values)
  return kind && { id: field.id, kind, limits: field.type === 'days' ? [field.max] : [] }
}

export function checkFields(fields: Field[], values: Values): FieldFault[] {
  return fields.map((field) => checkField(field, values)).filter((fault) => fault !== undefined)
}
