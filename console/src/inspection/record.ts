// 现场检查笔录: what is typed on site, in the fields of the paper; its text, which is what everybody signs; and drafts of it, sealed
// with the officer's own key while they wait in the browser's storage.
import { toHex, utf8 } from '../crypto/bytes'
import { seal, unseal } from '../crypto/seal'
import { sm3 } from '../crypto/sm3'
import type { KeyHolder } from '../keys/key_holder'
import type { Entered, Row } from '../office/inputs'
import type { Case, CaseStep } from '../cases/rules'

/** Fields as rules/documents/inspection_record.toml names them. */
export const kFields = ['place', 'time_from', 'time_to', 'present', 'officers', 'recorder', 'told', 'seen', 'statement'] as const
export type RecordField = (typeof kFields)[number]
export const kLong: RecordField[] = ['told', 'seen', 'statement']
const kMost = 500 // characters, as the document takes of a text
const kMostLong = 20_000
export const mostOf = (field: RecordField): number => (kLong.includes(field) ? kMostLong : kMost)

export type OnSite = Record<RecordField, string>
export const emptyRecord = (): OnSite => Object.fromEntries(kFields.map((one) => [one, ''])) as OnSite
/** What keeps it from being a record; the party's own words may be none. */
export const unwritten = (of: OnSite): RecordField[] => kFields.filter((one) => (one !== 'statement' && of[one].trim() === '') || [...of[one]].length > mostOf(one))

export interface Photo {
  sm3: string
  subject: string
  place: string
  takenAt: string
  step: CaseStep
}
const kPhoto = 'add_photo'
/** Photographs that steps have taken in, in their order. */
export function photosOf(the_case: Case): Photo[] {
  return the_case.steps.filter((one) => one.event === kPhoto).map((step) => {
    const of = step.inputs as Record<string, string | undefined>
    return { sm3: of['photo_sm3'] ?? '', subject: of['photo_subject'] ?? '', place: of['photo_place'] ?? '', takenAt: of['photo_taken_at'] ?? '', step }
  })
}

const kHeads: Record<RecordField, string> = { place: '检查地点', time_from: '开始时间', time_to: '结束时间', present: '在场人员及职务', officers: '检查人员和执法证号', recorder: '记录人', told: '告知情况', seen: '检查情况', statement: '当事人意见' }
const kTitle = '现场检查笔录'
const kEvidence = '提取的材料'
const kNone = '无'
const heading = (words: string): string => `【${words}】`
/** A line that begins like a heading is none: it is moved in by one space. */
const guarded = (text: string): string => text.trim().replaceAll('\r\n', '\n').replaceAll(/^(\s*【)/gm, '　$1')
const unguarded = (text: string): string => text.replaceAll(/^　(\s*【)/gm, '$1')

/** The text of the record: one form for one content. */
export function recordText(number: string, party: string, of: OnSite, photos: Photo[]): string {
  const evidence = photos.map((one, i) => `${i + 1}. ${one.subject}（${one.place}，${one.takenAt}）　SM3 ${one.sm3}`).join('\n')
  const parts = kFields.map((one) => `${heading(kHeads[one])}\n${guarded(of[one]) || kNone}`)
  return `${kTitle}\n案号　${number}\n检查对象　${party}\n\n${parts.join('\n')}\n${heading(kEvidence)}\n${evidence === '' ? kNone : guarded(evidence)}\n`
}
export const recordDigest = (text: string): string => toHex(sm3(utf8(text)))

/** What a record's text says; nothing when it is no text of this form. */
export function readRecord(text: string): OnSite | undefined {
  if (!text.startsWith(`${kTitle}\n`)) return undefined
  const heads = [...kFields.map((one) => heading(kHeads[one])), heading(kEvidence)]
  const made = emptyRecord()
  let at = 0
  for (const [i, one] of kFields.entries()) {
    const begin = text.indexOf(`\n${heads[i]!}\n`, at)
    const end = begin < 0 ? -1 : text.indexOf(`\n${heads[i + 1]!}\n`, begin + 1)
    if (end < 0) return undefined
    const said = unguarded(text.slice(begin + heads[i]!.length + 2, end))
    made[one] = said === kNone ? '' : said
    at = end
  }
  return made
}

/** How the record was confirmed, for the paper. */
export function confirmation(the_case: Case, words: { signed: (name: string, post: string) => string; paper: string; refused: (note: string) => string }): string {
  const written = the_case.steps.filter((one) => one.event === 'write_record').at(-1)
  const settled = the_case.steps.filter((one) => one.event === 'settle_record').at(-1)
  const refused = the_case.steps.filter((one) => one.event === 'note_refusal').at(-1)
  const of = (step: CaseStep | undefined, id: string): string => String((step?.inputs as Record<string, unknown> | undefined)?.[id] ?? '')
  const how = of(settled, 'party_signature')
  if (how === 'signed') return words.signed(of(written, 'signatory_name'), of(written, 'signatory_post'))
  return how === 'refused' ? words.refused(of(refused, 'refusal_note')) : words.paper
}

/** Values for the paper 《现场检查笔录》: as typed and signed, with the photographs and how it was confirmed. */
export function documentValues(of: OnSite, photos: Photo[], source: string, signature: string): Entered {
  const evidence: Row[] = photos.map((one) => ({ material: one.subject, source, digest: one.sm3 }))
  return { ...of, statement: of.statement.trim() === '' ? kNone : of.statement, evidence, signature }
}

const kStored = 'yinxin.inspection-draft.'
const kSealedFor = 'inspection-record'
export interface Kept {
  at: string
  sealed: string
}
/** Whether drafts may wait in the storage now: sealed, or not at all. */
export const maySeal = (key: KeyHolder | undefined): key is KeyHolder => key !== undefined && key.seals && !key.locked

/** When it was kept; nothing: it was not, and lives in the page alone. */
export function keepDraft(number: string, of: OnSite, key: KeyHolder | undefined, now: number): string | undefined {
  if (!maySeal(key)) return undefined
  const kept: Kept = { at: new Date(now).toISOString(), sealed: seal(JSON.stringify(of), key.sealingKey(kSealedFor)) }
  try {
    localStorage.setItem(kStored + number, JSON.stringify(kept))
    return kept.at
  } catch {
    return undefined // the storage is full or shut
  }
}
export function keptDraft(number: string, key: KeyHolder | undefined): { at: string; record: OnSite } | undefined {
  if (!maySeal(key)) return undefined
  try {
    const kept = JSON.parse(localStorage.getItem(kStored + number) ?? 'null') as Kept | null
    const text = kept && unseal(kept.sealed, key.sealingKey(kSealedFor))
    if (!kept || text === undefined || text === null) return undefined
    return { at: kept.at, record: { ...emptyRecord(), ...(JSON.parse(text) as Partial<OnSite>) } }
  } catch {
    return undefined
  }
}
export const forgetDraft = (number: string): void => localStorage.removeItem(kStored + number)
