// Where the record of an inspection stands: written, signed by whom, answered by the party, settled. The acts of this work place
// are those of rules/procedures/inspection.toml; inspection.test.ts holds the names to the rules.
import type { Case, CaseStep } from '../cases/rules'
import { toHex } from '../crypto/bytes'
import { sm3 } from '../crypto/sm3'
import type { KeyHolder } from '../keys/key_holder'

export const kInspection = 'inspection'
export const kActs = { photo: 'add_photo', write: 'write_record', sign: 'sign_record', party: 'sign_for_party', refusal: 'note_refusal', settle: 'settle_record' } as const
export const kPaper = 'inspection_record' // of rules/catalogue.toml
export const kOfficers = 2 // 行政处罚法 42

/** As acts name a key: "key/" and the SM3 of its point. */
export const keyName = (key: KeyHolder): string => `key/${toHex(sm3(key.publicKey))}`

export interface Standing {
  written: CaseStep | undefined // the record that counts
  sm3: string // of it; empty: it is not written, or not shown to this officer
  signatory: { name: string; post: string; key: string } | undefined
  officers: CaseStep[] // who signed it, each once
  party: CaseStep | undefined // signed it
  refusal: CaseStep | undefined
  settled: CaseStep | undefined
}

/** A record that was written anew is to be signed anew. */
export function standingOf(the_case: Case): Standing {
  const of = (step: CaseStep | undefined, id: string): string => String((step?.inputs as Record<string, unknown> | undefined)?.[id] ?? '')
  const standing: Standing = { written: undefined, sm3: '', signatory: undefined, officers: [], party: undefined, refusal: undefined, settled: undefined }
  for (const step of the_case.steps) {
    if (step.event === kActs.write) {
      Object.assign(standing, { written: step, sm3: of(step, 'record_sm3'), officers: [], settled: undefined })
      standing.signatory = { name: of(step, 'signatory_name'), post: of(step, 'signatory_post'), key: of(step, 'signatory') }
    } else if (step.event === kActs.sign && !standing.officers.some((one) => one.actor === step.actor)) standing.officers.push(step)
    else if (step.event === kActs.party) standing.party = step
    else if (step.event === kActs.refusal) standing.refusal = step
    else if (step.event === kActs.settle) standing.settled = step
  }
  return standing
}

/** What settling says of the party: what has happened; on paper where nothing has. */
export const answerOf = (standing: Standing): 'signed' | 'refused' | 'signed_on_paper' => (standing.party ? 'signed' : standing.refusal ? 'refused' : 'signed_on_paper')
/** After the party has answered the record stays as it is. */
export const isAnswered = (standing: Standing): boolean => standing.party !== undefined || standing.refusal !== undefined
