// 持有人信息变化 (article 20), reported by the holder with the key of the certificate: a case of its own.
import { signedJson } from '../api/signed'
import type { components } from '../api/schema'
import type { KeyHolder } from '../keys/key_holder'
import { inputsToSend, type Entered } from '../office/inputs'
import type { Input, Procedure } from '../office/work'
import { identityOf } from './applicant_api'

type Schemas = components['schemas']
export type Report = Schemas['CaseSummary']

export const kChangeProcedure = 'holder_change'
const kShown = 20
const kHolder = 'holder' // code of `source`

/** What the page knows is not asked: which certificate, and who reports. */
export const askedOf = (inputs: Input[]): Input[] => inputs.filter((one) => one.id !== 'serial' && one.id !== 'source')

/** The body of POST /cases; the party is who signs. */
export function reportBody(serial: string, inputs: Input[], entered: Entered): string {
  return JSON.stringify({ procedure: kChangeProcedure, inputs: inputsToSend(inputs, { ...entered, serial, source: kHolder }) })
}

/** Those that this key has reported, newest first. */
export const fetchReports = async (key: KeyHolder): Promise<Report[]> =>
  (await signedJson<Schemas['CasePage']>(identityOf(key), `/cases?procedure=${kChangeProcedure}&limit=${kShown}`)).cases

/** Working days in which a report is checked: the clock that runs from where it is entered. */
export function daysToCheck(procedure: Procedure): number | undefined {
  const opening = procedure.transitions.find((one) => one.from.length === 0 && one.origin === 'person')
  return procedure.clocks.find((one) => one.starts === `state:${opening?.to}` && one.unit === 'working_days')?.length
}
