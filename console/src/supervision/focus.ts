// 重点监督检查名单 (article 33): providers under focused supervision, of the officer's region.
import type { components } from '../api/schema'
import { fetchRules } from '../cases/case_api'
import { read } from '../office/officer_api'
import type { Label } from '../office/work'

export type FocusEntry = components['schemas']['FocusList']['entries'][number]

export const fetchFocus = async (past: boolean): Promise<FocusEntry[]> => (await read<components['schemas']['FocusList']>(past ? '/focus?past=true' : '/focus')).entries

const kProcedure = 'focused_supervision'
const kOther = 'other_trigger' // the input whose codes say what else
/** Words of what else may lead to it, as the rules have them. */
export async function otherWords(): Promise<Map<string, Label>> {
  const rules = await fetchRules(kProcedure)
  const codes = rules.transitions.flatMap((one) => one.inputs).filter((one) => one.id === kOther).flatMap((one) => one.codes)
  return new Map(codes.map((one) => [one.code, one]))
}
