// The roster of staff (article 6 item 5): who counts and why not, what is entered, and what is sent for it.
import type { components } from '../api/schema'
import { residentFault, tidyNumber } from '../crypto/check_digits'
import { visible } from '../format'
import { readDate } from '../office/inputs'
import { read } from '../office/officer_api'

type Schemas = components['schemas']
export type StaffPerson = Schemas['StaffPerson']
export type StaffKind = StaffPerson['kind']

export const kKinds: StaffKind[] = ['technical', 'operation', 'security', 'support', 'other']
const kEnters = 'training_officer'
export const mayEnterStaff = (roles: string[]): boolean => roles.includes(kEnters)

const kPage = 200
const kMostPages = 20
export interface Roster {
  people: StaffPerson[]
  partial: boolean
}
export async function fetchRoster(get: (path: string) => Promise<{ staff: StaffPerson[]; next?: string }> = read): Promise<Roster> {
  const people: StaffPerson[] = []
  let after = ''
  for (let page = 0; page < kMostPages; page += 1) {
    const came = await get(`/staff?limit=${kPage}${after === '' ? '' : `&after=${encodeURIComponent(after)}`}`)
    people.push(...came.staff)
    if (came.next === undefined) return { people, partial: false }
    after = came.next
  }
  return { people, partial: true }
}

export type NotCounted = 'left' | 'partTime' | 'otherKind' | 'contract' | 'insurance' | 'background'

/** Why somebody is not among the thirty (requirements 4.3, as count_staff() of src/compliance); empty: they are. */
export function whyNotCounted(person: StaffPerson, today: string): NotCounted[] {
  const why: NotCounted[] = []
  if (person.left_on !== undefined && person.left_on < today) why.push('left')
  if (!person.full_time) why.push('partTime')
  if (person.kind === 'other') why.push('otherKind')
  if (person.contract_to !== undefined && person.contract_to < today) why.push('contract')
  if (!person.insured) why.push('insurance')
  if (person.background_on === undefined) why.push('background')
  return why
}

export const isHere = (person: StaffPerson): boolean => person.left_on === undefined

/** By a part of id, name or post; nothing typed: all. */
export function findStaff(people: StaffPerson[], typed: string): StaffPerson[] {
  const text = typed.trim().normalize('NFKC').toLowerCase()
  return text === '' ? people : people.filter((one) => [one.id, one.name, one.post].some((part) => part.toLowerCase().includes(text)))
}

/** As typed; days as people write them. */
export interface StaffDraft {
  id: string
  name: string
  identity: string
  kind: string
  post: string
  key_post: boolean | undefined
  full_time: boolean | undefined
  insured: boolean | undefined
  background_on: string
  contract_to: string
  started_on: string
}
export const emptyDraft = (): StaffDraft => ({ id: '', name: '', identity: '', kind: '', post: '', key_post: undefined, full_time: undefined, insured: undefined, background_on: '', contract_to: '', started_on: '' })
/** Of somebody who is entered: their number is not kept, and is typed again. */
export const draftOfPerson = (one: StaffPerson): StaffDraft => ({
  id: one.id, name: one.name, identity: '', kind: one.kind, post: one.post, key_post: one.key_post, full_time: one.full_time, insured: one.insured,
  background_on: one.background_on ?? '', contract_to: one.contract_to ?? '', started_on: one.started_on,
})

const kMaxName = 200 // characters, as the server has them
const kMaxPost = 100
export type StaffField = keyof StaffDraft
const isWords = (text: string, most: number): boolean => text.trim() !== '' && [...text.trim()].length <= most && visible(text) === text // no hidden characters, as the server has it
const isPast = (text: string, today: string): boolean => (readDate(text) ?? '9999') <= today

/** The fields that the server would refuse, in the order of the form. */
export function staffFaults(draft: StaffDraft, today: string): StaffField[] {
  const started = readDate(draft.started_on)
  const until = readDate(draft.contract_to)
  const wrong: Record<StaffField, boolean> = {
    id: !/^[a-z0-9-]{2,32}$/.test(draft.id.trim()),
    name: !isWords(draft.name, kMaxName),
    identity: residentFault(tidyNumber(draft.identity)) !== undefined,
    kind: !(kKinds as string[]).includes(draft.kind),
    post: !isWords(draft.post, kMaxPost),
    key_post: draft.key_post === undefined,
    full_time: draft.full_time === undefined,
    insured: draft.insured === undefined,
    started_on: !isPast(draft.started_on, today),
    contract_to: draft.contract_to.trim() !== '' && (until === undefined || (started !== undefined && until < started)),
    background_on: draft.background_on.trim() !== '' && !isPast(draft.background_on, today),
  }
  return (Object.keys(wrong) as StaffField[]).filter((field) => wrong[field])
}

/** The body of POST /staff, compact; the draft has no faults. */
export function staffBody(draft: StaffDraft): string {
  const day = (field: 'background_on' | 'contract_to'): object => (draft[field].trim() === '' ? {} : { [field]: readDate(draft[field]) })
  return JSON.stringify({
    id: draft.id.trim(), name: draft.name.trim(), identity: tidyNumber(draft.identity), kind: draft.kind, post: draft.post.trim(), key_post: draft.key_post, full_time: draft.full_time, insured: draft.insured,
    ...day('background_on'), ...day('contract_to'), started_on: readDate(draft.started_on),
  })
}

/** 110***********0019: enough to tell two apart. */
export const maskIdentity = (number: string): string => (number.length < 8 ? '*'.repeat(number.length) : `${number.slice(0, 3)}${'*'.repeat(number.length - 7)}${number.slice(-4)}`)
export const leavingPath = (id: string): string => `/staff/${encodeURIComponent(id)}/leaving`
