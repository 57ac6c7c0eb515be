// Tips at a regulator: what anybody sends, what the reporter asks about, and what those who handle them see.
import { publicJson } from '../api/client'
import { signedJson, signedWrite, type Identity } from '../api/signed'
import type { components } from '../api/schema'
import { fromBase64, toBase64 } from '../crypto/bytes'
import type { KeyPair } from '../crypto/key_file'
import { sm2Sign } from '../crypto/message_signature'
import { askOctets, read } from '../office/officer_api'
import type { Input, Procedure, Transition } from '../office/work'
import { readSeal, type SealWrap, type TipSeal } from './tip_seal'

export const kProcedure = 'tip'
export type TipKey = components['schemas']['TipKey']
export interface TipProgress { number: string; state: string; zh: string; en: string; received_at: string; answer?: string }
export interface TipShown {
  number: string
  scope: string
  state: string
  zh: string
  en: string
  named: boolean
  reporter_zh: string
  received_at: string
  openings: { actor: string; reason: string; seal: boolean; at: string }[]
}
export interface TipContent {
  parts: { id: string; zh: string; en: string; text: string }[]
  seal?: string
  wraps?: { key: string; cipher: string }[]
}

/** Who has the query code proves no more than that: nobody is named, and no cookie goes along. */
export const identityOf = (pair: KeyPair): Identity => ({ keyId: `key:${toBase64(pair.publicKey.subarray(1))}`, sign: async (octets) => sm2Sign(octets, pair.privateKey, pair.publicKey) })

export const scopeQuery = (scope: string): string => (scope === '' ? '' : `?scope=${encodeURIComponent(scope)}`)
export const fetchTipKeys = async (scope: string): Promise<TipKey[]> => (await publicJson<{ keys: TipKey[] }>(`/tips/keys${scopeQuery(scope)}`)).keys
export const pointOf = (key: TipKey): Uint8Array => fromBase64(key.point)
export const tipPath = (number: string): string => `/tips/${encodeURIComponent(number.trim())}`

/** As the server: the first that leads from nowhere. */
export const openingOf = (procedure: Procedure): Transition | undefined => procedure.transitions.find((one) => one.from.length === 0 && one.origin === 'person')
const kOwn = ['channel', 'named'] // told by the page and by the choice to be named
/** What the page asks for: neither the seal, which it makes, nor files, which the public does not hand in. */
export const askedHere = (opening: Transition): Input[] => opening.inputs.filter((one) => !kOwn.includes(one.id) && one.type !== 'reference' && one.type !== 'file')

/** The body of POST /tips; `seal` is DER, of a named tip. */
export function tipBody(scope: string, inputs: Record<string, unknown>, seal: Uint8Array | undefined): string {
  return JSON.stringify({ ...(scope === '' ? {} : { scope }), inputs: { channel: 'web', named: seal !== undefined, ...inputs }, ...(seal ? { seal: toBase64(seal) } : {}) })
}
export const submitTip = (pair: KeyPair, body: string, idempotencyKey: string): Promise<{ number: string }> => signedWrite(identityOf(pair), '/tips', body, idempotencyKey)
export const fetchProgress = (pair: KeyPair, number: string): Promise<TipProgress> => signedJson<TipProgress>(identityOf(pair), `${tipPath(number)}/progress`)

export const fetchTip = (number: string): Promise<TipShown> => read<TipShown>(tipPath(number))
/** What is sensitive, for a reason; recorded each time. Throws ApiProblem. */
export async function openTip(number: string, reason: string, seal: boolean, ask = askOctets): Promise<TipContent> {
  return JSON.parse(new TextDecoder().decode(await ask(`${tipPath(number)}/openings`, JSON.stringify({ reason: reason.trim(), seal })))) as TipContent
}
/** The seal with every wrap that is there; nothing when the answer has none that can be read. */
export function sealIn(content: TipContent): { seal: TipSeal; wraps: SealWrap[] } | undefined {
  try {
    const seal = content.seal === undefined ? undefined : readSeal(fromBase64(content.seal))
    return seal && { seal, wraps: [...seal.wraps, ...(content.wraps ?? []).map((one) => ({ key: one.key.toLowerCase(), cipher: fromBase64(one.cipher) }))] }
  } catch {
    return undefined
  }
}
export const wrapBody = (wrap: SealWrap): string => JSON.stringify({ key: wrap.key, cipher: toBase64(wrap.cipher) })
export const enrolBody = (point: Uint8Array): string => JSON.stringify({ point: toBase64(point) })

export const kMaxReason = 500 // characters, as src/supervision/tips/types.hpp
export const reasonFault = (reason: string): boolean => reason.trim() === '' || [...reason.trim()].length > kMaxReason
