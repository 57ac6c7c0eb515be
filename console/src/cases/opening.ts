// Which procedures somebody may open, and what is sent for it.
import { inputsToSend, type Entered } from '../office/inputs'
import type { Input, Procedure, Transition } from '../office/work'
import type { ProcedureSummary } from './case_api'

/** Those that begin with an act of a person, by one of these roles. */
export const mayOpen = (procedures: ProcedureSummary[], roles: string[]): ProcedureSummary[] =>
  procedures.filter((one) => one.opening.origin === 'person' && one.opening.roles.some((role) => roles.includes(role)))

/** As the server: the first that leads from nowhere. */
export function openingOf(procedure: Procedure): Transition | undefined {
  const all = procedure.transitions.filter((one) => one.from.length === 0)
  return all.find((one) => one.origin === 'person') ?? all[0]
}

/** The body of POST /cases. */
export function openingBody(procedure: string, party: string, scope: string, asked: Input[], entered: Entered): string {
  return JSON.stringify({ procedure, party, ...(scope === '' ? {} : { scope }), inputs: inputsToSend(asked, entered) })
}
