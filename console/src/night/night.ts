// A call about a lost key: what is asked of the server, and how far the call has come.
import { newIdempotencyKey } from '../api/signed'
import type { components } from '../api/schema'
import { toBase64 } from '../crypto/bytes'
import { write } from '../office/officer_api'
import type { Procedure, Transition } from '../office/work'

type Schemas = components['schemas']
export type LossCall = Schemas['LossCall']
export type Lost = Schemas['LostCertificate']

const kSalt = 16 // octets: nobody finds the answers by trying what the act record keeps
const callsPath = (serial: string): string => `/certificates/${encodeURIComponent(serial)}/calls`

export const searchLost = async (kind: string, number: string): Promise<Lost[]> =>
  (await write<{ certificates: Lost[] }>('/loss-reports/search', JSON.stringify({ kind, number }))).certificates

export const takeCall = (serial: string, note: string, idempotencyKey = newIdempotencyKey()): Promise<LossCall> =>
  write<LossCall>(callsPath(serial), JSON.stringify({ note }), idempotencyKey)

/** The body with the answers to all questions of the call, an empty one where the caller knew nothing. */
export function answersBody(call: LossCall, said: Record<string, string>): string {
  const answers = call.questions.map((one) => ({ question: one.id, said: (said[one.id] ?? '').trim() }))
  return JSON.stringify({ answers, salt: toBase64(crypto.getRandomValues(new Uint8Array(kSalt))) })
}

/** The same body and key sent again are one act. */
export const sendAnswers = (serial: string, body: string, idempotencyKey: string): Promise<LossCall> =>
  write<LossCall>(`${callsPath(serial)}/answers`, body, idempotencyKey)

export type Step = 'ask' | 'answer' | 'lapsed' | 'turned_away' | 'in_hours' | 'stale' | 'revoke'

/** What comes next of a call, by the server's time. */
export function stepOf(call: LossCall | undefined, now: number): Step {
  if (!call) return 'ask'
  if (call.known === undefined) return call.answer_by !== undefined && now <= Date.parse(call.answer_by) ? 'answer' : 'lapsed'
  if (!call.known) return 'turned_away'
  if (!call.alone_now) return 'in_hours'
  return call.act_by !== undefined && now <= Date.parse(call.act_by) ? 'revoke' : 'stale'
}

/** The revocation that the rules give to who takes the call: one that ends the certificate, and needs the caller known. */
export function dutyRevocation(procedure: Procedure, roles: string[]): Transition | undefined {
  return procedure.transitions.find((one) => one.origin === 'person' && one.outputs.includes('revocation_notice') && one.needs.length > 0 && one.roles.some((role) => roles.includes(role)))
}
