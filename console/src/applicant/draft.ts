// An application that is being filled in. It survives a reload: class and step lie open in the browser's storage, what was
// typed lies sealed with the applicant's own key (crypto/seal.ts). Files of materials and the key itself are never stored.
import { reactive, shallowReactive } from 'vue'
import { serverNow } from '../api/client'
import { toHex } from '../crypto/bytes'
import { seal, unseal } from '../crypto/seal'
import { sm3 } from '../crypto/sm3'
import type { FileKey } from '../keys/file_key'
import type { KeyHolder } from '../keys/key_holder'
import { canonicalNumber, fieldsOf, kindOf, linesOf, type CertificateClass, type Values } from './classes'
import type { Form } from './applicant_api'

export type Purpose = 'new' | 'renewal' | 'rekey' | 'change'
export const kPurposes: Purpose[] = ['new', 'renewal', 'rekey', 'change']
export const kReasons = ['lost', 'damaged', 'compromised'] as const

export interface Draft {
  profile: string
  purpose: Purpose
  replaces: string // serial, of all purposes but new
  reason: string // of a rekey
  step: number
  values: Values
}

export interface ChosenFile {
  kind: string
  title: string
  file: File
  state: 'waiting' | 'sending' | 'there' | 'failed'
  fault?: unknown
}

const kStored = 'yinxin.application-draft'
const kSealedFor = 'application-draft'
const empty = (): Draft => ({ profile: '', purpose: 'new', replaces: '', reason: '', step: 0, values: {} })

export const draft = reactive<Draft>(empty())
/** What belongs to the draft and is kept in memory only. */
export const held = shallowReactive<{
  key: FileKey | undefined // the one to be certified
  oldKey: KeyHolder | undefined // of the certificate replaced
  files: ChosenFile[]
  savedAt: number | undefined
}>({ key: undefined, oldKey: undefined, files: [], savedAt: undefined })

export interface StoredDraft {
  at: string
  profile: string
  purpose: Purpose
  step: number
  key: string // SM3 of the key's point, 16 digits: which key file opens it
  sealed: string
}

export const fingerprintOf = (key: KeyHolder): string => toHex(sm3(key.publicKey)).slice(0, 16)

/** Nothing is written before there is a key to seal with, nor while that key is locked. */
export function saveDraft(): void {
  const key = held.key
  if (!key || key.locked) return
  const { profile, purpose, step, ...personal } = draft
  const sealed = seal(JSON.stringify(personal), key.sealingKey(kSealedFor))
  const stored: StoredDraft = { at: new Date(serverNow()).toISOString(), profile, purpose, step, key: fingerprintOf(key), sealed }
  try {
    localStorage.setItem(kStored, JSON.stringify(stored))
    held.savedAt = serverNow()
  } catch {
    held.savedAt = undefined // the storage is full or shut: the page says that it is not saved
  }
}

export function storedDraft(): StoredDraft | undefined {
  try {
    const stored = JSON.parse(localStorage.getItem(kStored) ?? 'null') as StoredDraft | null
    return stored && typeof stored.sealed === 'string' && typeof stored.profile === 'string' && kPurposes.includes(stored.purpose) ? stored : undefined
  } catch {
    return undefined
  }
}

/** False: the draft was made with another key, or was changed. */
export function resumeDraft(key: FileKey): boolean {
  const stored = storedDraft()
  const text = stored && unseal(stored.sealed, key.sealingKey(kSealedFor))
  if (!stored || text === undefined) return false
  const personal = JSON.parse(text) as Pick<Draft, 'replaces' | 'reason' | 'values'>
  Object.assign(draft, empty(), personal, { profile: stored.profile, purpose: stored.purpose, step: Math.max(2, stored.step) })
  held.key = key
  held.savedAt = Date.parse(stored.at)
  return true
}

export function dropDraft(): void {
  localStorage.removeItem(kStored)
  Object.assign(draft, empty())
  held.key = undefined
  held.oldKey = undefined
  held.files = []
  held.savedAt = undefined
}

/** The form that is sent; `request` is PEM. The values passed checkFields(). */
export function formOf(of: CertificateClass, made: Draft, request: string, replacedSignature: string): Form {
  const fields = fieldsOf(of)
  const text = (id: string): string => (made.values[id] ?? '').trim()
  const given = fields.filter((field) => text(field.id) !== '')
  const replaces = made.purpose === 'new' ? {} : { replaces: made.replaces, ...(replacedSignature ? { replaced_signature: replacedSignature } : {}) }
  return {
    purpose: made.purpose,
    ...replaces,
    ...(made.purpose === 'rekey' && made.reason ? { reason: made.reason as Form['reason'] } : {}),
    profile: of.profile,
    subject: given.filter((field) => field.type === 'text').map((field) => ({ type: field.name as Form['subject'][number]['type'], value: text(field.id) })),
    identities: given.filter((field) => field.type === 'identity').map((field) => {
      const kind = kindOf(field, made.values)
      return { kind: kind as NonNullable<Form['identities']>[number]['kind'], number: canonicalNumber(kind, text(field.id)) }
    }),
    dns: linesOf(text('dns')),
    mails: linesOf(text('mails')),
    phone: text('phone'),
    ...(text('mail') ? { mail: text('mail') } : {}),
    validity_days: Number(text('validity_days') || '0'),
    request,
  }
}

const kNumbers = 'yinxin.applications'
export interface RememberedApplication {
  number: string
  at: string
}

/** Numbers of applications made in this browser: no name, no key. */
export function rememberedApplications(): RememberedApplication[] {
  try {
    const list = JSON.parse(localStorage.getItem(kNumbers) ?? '[]') as RememberedApplication[]
    return Array.isArray(list) ? list.filter((one) => /^SQ-\d{4}-[0-9A-Z]{8}$/.test(one.number)) : []
  } catch {
    return []
  }
}
export function rememberApplication(number: string): void {
  const list = [{ number, at: new Date(serverNow()).toISOString() }, ...rememberedApplications().filter((one) => one.number !== number)]
  localStorage.setItem(kNumbers, JSON.stringify(list.slice(0, 20)))
}
export const forgetApplications = (): void => localStorage.removeItem(kNumbers)
