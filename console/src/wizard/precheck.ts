// 预检: what is missing of an application. What lacks among the materials is for the authority to judge and stops nobody (article 8);
// what the rules would refuse as a whole has to be mended first.
import { creditFault, tidyNumber } from '../crypto/check_digits'
import { kMaxFilesBytes } from '../filings/filings'
import { checkInputs, inputsToSend, type InputFault } from '../office/inputs'
import { askedOf, filesFor, sectionOf, type Written } from './application'
import { papersOf, type Plan } from './materials'

export interface Finding {
  section: string
  stops: boolean
  kind: 'input' | 'equity' | 'foreign' | 'creditCode' | 'noMaterial' | 'tooLarge' | 'lost' | 'section' | 'paper'
  fault?: InputFault // of an input
  paper?: string
  number?: number
}

const kWhole = 10_000 // shares are in ten-thousandths
const kHead = 400 // octets that an entry of the package takes besides its file, at most, about

export const packageSize = (written: Written): number => written.files.reduce((sum, one) => sum + one.size + kHead, kHead)

/** The guard of the rules (licensing.equity), which the operations do not give out. */
function equityFindings(plan: Plan, written: Written, today: string): Finding[] {
  const sent = inputsToSend(askedOf(plan, written.entered, today), written.entered)
  const holders = sent['shareholders'] as Record<string, unknown>[] | undefined
  if (!holders) return []
  const sum = (field: string): number => holders.reduce((all, one) => all + (typeof one[field] === 'number' ? one[field] : 0), 0)
  const section = sectionOf(plan, 'shareholders').code
  const findings: Finding[] = []
  if (sum('share') !== kWhole) findings.push({ section, stops: true, kind: 'equity', number: sum('share') })
  if (sum('foreign_share') > 0 && sent['foreign_investment'] !== true) findings.push({ section, stops: true, kind: 'foreign' })
  return findings
}

/** By section, what stops first. `there`: whose octets are at hand. */
export function precheck(plan: Plan, written: Written, there: (sm3: string) => boolean, today: string): Finding[] {
  const findings: Finding[] = checkInputs(askedOf(plan, written.entered, today), written.entered).map((fault) => ({ section: sectionOf(plan, fault.id.split('.')[0]!).code, stops: true, kind: 'input', fault }))
  const code = tidyNumber(String(written.entered['credit_code'] ?? ''))
  if (code.length === 18 && creditFault(code)) findings.push({ section: sectionOf(plan, 'credit_code').code, stops: false, kind: 'creditCode' })
  findings.push(...equityFindings(plan, written, today))
  for (const file of written.files) if (!there(file.sm3)) findings.push({ section: file.section, stops: true, kind: 'lost', paper: file.name })
  for (const section of plan.sections) {
    // Of a material that the rules have and this does not know, no paper can be named.
    if (papersOf(section.code).length === 0 && !written.files.some((one) => one.section === section.code)) findings.push({ section: section.code, stops: false, kind: 'section' })
    for (const paper of papersOf(section.code)) if (filesFor(written.files, section.code, paper).length === 0) findings.push({ section: section.code, stops: false, kind: 'paper', paper })
  }
  const first = plan.sections[0]!.code
  if (written.files.length === 0) findings.push({ section: first, stops: true, kind: 'noMaterial' })
  if (packageSize(written) > kMaxFilesBytes) findings.push({ section: first, stops: true, kind: 'tooLarge', number: packageSize(written) })
  const place = (one: Finding): number => (one.stops ? 0 : 1000) + plan.sections.findIndex((section) => section.code === one.section)
  return findings.map((one, i) => ({ one, i })).sort((a, b) => place(a.one) - place(b.one) || a.i - b.i).map(({ one }) => one)
}

/** How a section stands: over what stops, warn what lacks, ok. */
export function standingOf(findings: Finding[], section: string): 'ok' | 'warn' | 'over' {
  const own = findings.filter((one) => one.section === section)
  return own.some((one) => one.stops) ? 'over' : own.length > 0 ? 'warn' : 'ok'
}
