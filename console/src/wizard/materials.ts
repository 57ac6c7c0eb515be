// The eight materials of article 7: which inputs of the rules belong to each, and the papers that the article names. Sections and
// their names come from the rules (the input that lists what is handed in); this knows their codes only.
import type { Procedure, Transition } from '../office/work'
import { askable } from '../filings/filings'
import type { Input } from '../office/work'

export const kProcedure = 'licence_application'

interface Material {
  inputs: string[]
  papers: string[] // article 7, item by item; nothing else may be asked for (行政许可法 31)
}
export const kMaterials: Record<string, Material> = {
  form: { inputs: ['organisation', 'credit_code', 'legal_nature', 'domicile'], papers: ['application_form'] },
  legal_person: { inputs: [], papers: ['legal_person_certificate'] },
  funds: { inputs: ['shareholders', 'foreign_investment'], papers: ['registered_capital', 'capital_structure', 'equity', 'operating_funds'] },
  premises: { inputs: [], papers: ['premises'] },
  systems: { inputs: [], papers: ['construction_report', 'technical_report', 'security_design', 'security_policy', 'conformity_report', 'software_list', 'hardware_list', 'standards_proof'] },
  staff: { inputs: ['staff', 'staff_remark'], papers: ['staff'] },
  long_term: { inputs: [], papers: ['ability', 'commitment'] },
  management: { inputs: [], papers: ['business', 'system_operation', 'personnel', 'archives', 'secrecy'] },
}
export const papersOf = (section: string): string[] => kMaterials[section]?.papers ?? []

export interface Section {
  code: string
  zh: string
  en: string
  inputs: Input[]
}
/** What the wizard makes of the rules; nothing where they ask for no list of materials or for no package. */
export interface Plan {
  transition: Transition
  sections: Section[]
  list: Input // which materials are handed in: told by the files
  pack: Input // one archive of all files
  typed: Input[] // the rest
}
export function planOf(procedure: Procedure, roles: string[]): Plan | undefined {
  const transition = askable(procedure, roles, true)[0]
  const list = transition?.inputs.find((one) => one.type === 'texts' && one.codes.length > 0)
  const pack = transition?.inputs.find((one) => one.type === 'file')
  if (!transition || !list || !pack) return undefined
  const typed = transition.inputs.filter((one) => one !== list && one !== pack)
  const named = new Set(Object.values(kMaterials).flatMap((one) => one.inputs))
  const sections = list.codes.map((code, i): Section => ({
    ...code,
    // What no material claims is asked for with the first: nothing that the rules ask for is left out.
    inputs: typed.filter((one) => kMaterials[code.code]?.inputs.includes(one.id) === true || (i === 0 && !named.has(one.id))),
  }))
  return { transition, sections, list, pack, typed }
}
