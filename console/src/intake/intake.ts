// Formal examination (article 8) as the rules have it: which acts it is made of, the checklist with a mark for each material,
// and what comes of it. The materials, the words offered (常用语) and the acts come from the rules; the officer decides.
import type { Row } from '../office/inputs'
import { CsvError, readCsv, unguard, exportCsv } from '../office/csv'
import type { Input, Procedure, Transition } from '../office/work'
import { knownOf, type Case } from '../cases/rules'

/** Procedures whose applications are taken in at this work place. */
export const kIntake = ['licence_application']
const kNotice = 'supplement_notice' // of rules/catalogue.toml: tells once what is to be supplemented

export interface Shape {
  examine: Transition // the examination; a flag says whether all is in order, a file is its checklist
  whole: Input
  sheet: Input
  correct: Transition // tells once what is to be supplemented
  faults: Input // rows: a material, what is wrong, what is asked for
  what: Input
  fault: Input
  request: Input
  again: Transition | undefined
  undoes: string[] // events after which it counts as not examined
  accept: Transition | undefined
  refuse: Transition | undefined
}

const byPerson = (one: Transition): boolean => one.origin === 'person'

/** Nothing where a procedure has no such examination. */
export function shapeOf(procedure: Procedure): Shape | undefined {
  const telling = procedure.transitions.filter((one) => byPerson(one) && one.outputs.includes(kNotice))
  const correct = telling.find((one) => one.needs.length > 0)
  const faults = correct?.inputs.find((one) => one.type === 'rows')
  const what = faults?.fields?.find((one) => one.type === 'code')
  const [fault, request] = faults?.fields?.filter((one) => one.type === 'text') ?? []
  const gate = procedure.gates.find((one) => correct?.needs.includes(one.id))
  const examine = procedure.transitions.find((one) => byPerson(one) && one.event === gate?.event)
  const whole = examine?.inputs.find((one) => one.type === 'flag')
  const sheet = examine?.inputs.find((one) => one.type === 'file')
  if (!correct || !faults || !what || !fault || !request || !examine || !whole || !sheet) return undefined
  const leaving = procedure.transitions.filter((one) => byPerson(one) && one.needs.includes(gate!.id) && !telling.includes(one) && one.from.some((from) => correct.from.includes(from)))
  return { examine, whole, sheet, correct, faults, what, fault, request, again: telling.find((one) => one !== correct), undoes: procedure.transitions.filter((one) => one.resets.includes(examine.event)).map((one) => one.event), accept: leaving.find((one) => !one.adverse), refuse: leaving.find((one) => one.adverse) }
}

export type Verdict = 'good' | 'bad'
/** One material that is in order, or one thing that is wrong with it. */
export interface Line {
  material: string
  verdict: Verdict
  fault: string
  request: string
}

export const verdictOf = (lines: Line[], material: string): Verdict | undefined => lines.find((one) => one.material === material)?.verdict
export const faultsOf = (lines: Line[]): Line[] => lines.filter((one) => one.verdict === 'bad')

/** Marked anew: what was written of its faults goes only when it is in order after all. */
export function marked(lines: Line[], material: string, verdict: Verdict): Line[] {
  if (verdictOf(lines, material) === verdict) return lines
  return [...lines.filter((one) => one.material !== material), { material, verdict, fault: '', request: '' }]
}

/** A phrase takes the place of a line that is still empty, or is a line of its own; chosen again it goes. */
export function togglePhrase(lines: Line[], material: string, phrase: { fault: string; request: string }): Line[] {
  const same = (one: Line): boolean => one.material === material && one.fault === phrase.fault && one.request === phrase.request
  if (lines.some(same)) {
    const rest = lines.filter((one) => !same(one))
    return verdictOf(rest, material) ? rest : [...rest, { material, verdict: 'bad', fault: '', request: '' }]
  }
  const kept = lines.filter((one) => one.material !== material || (one.verdict === 'bad' && (one.fault.trim() !== '' || one.request.trim() !== '')))
  return [...kept, { material, verdict: 'bad', ...phrase }]
}
export const hasPhrase = (lines: Line[], material: string, phrase: { fault: string; request: string }): boolean =>
  lines.some((one) => one.material === material && one.fault === phrase.fault && one.request === phrase.request)

/** 常用语 for a material, from the rules. */
export function phrasesFor(shape: Shape, material: string): { fault: string; request: string }[] {
  return (shape.faults.phrases ?? [])
    .filter((one) => one[shape.what.id] === material)
    .map((one) => ({ fault: one[shape.fault.id] ?? '', request: one[shape.request.id] ?? '' }))
}

/** What keeps the checklist from being whole: a material without a mark, a fault without words. */
export function lacking(lines: Line[], materials: string[]): string[] {
  return materials.filter((material) => {
    const of = lines.filter((one) => one.material === material)
    return of.length === 0 || of.some((one) => one.verdict === 'bad' && (one.fault.trim() === '' || one.request.trim() === ''))
  })
}

/** Lines in the order of the rules, for the sheet and for the notice. */
const inOrder = (lines: Line[], materials: string[]): Line[] => materials.flatMap((material) => lines.filter((one) => one.material === material))

/** Rows of the act that tells what is to be supplemented. */
export function faultRows(shape: Shape, lines: Line[]): Row[] {
  const materials = shape.what.codes.map((one) => one.code)
  return inOrder(faultsOf(lines), materials).map((one) => ({ [shape.what.id]: one.material, [shape.fault.id]: one.fault.trim(), [shape.request.id]: one.request.trim() }))
}

const kHead = ['代码', '材料', '结论', '问题', '补正要求']
const kVerdicts: Record<Verdict, string> = { good: '符合', bad: '需补正' }

/** The checklist as it is filed with the examination: a table that people read, and that the reviewer's page reads back. */
export function sheetOf(shape: Shape, lines: Line[]): string {
  const names = new Map(shape.what.codes.map((one) => [one.code, one.zh]))
  return exportCsv([kHead, ...inOrder(lines, [...names.keys()]).map((one) => [one.material, names.get(one.material)!, kVerdicts[one.verdict], one.fault.trim(), one.request.trim()])])
}

/** Nothing when the file is no checklist of this form. */
export function readSheet(shape: Shape, text: string): Line[] | undefined {
  const codes = new Set(shape.what.codes.map((one) => one.code))
  try {
    const [head, ...rows] = readCsv(text)
    if (!head || head.join() !== kHead.join()) return undefined
    const lines = rows.map(([material = '', , verdict = '', fault = '', request = '']): Line | undefined => {
      const known = (Object.keys(kVerdicts) as Verdict[]).find((one) => kVerdicts[one] === verdict)
      return known && codes.has(material) ? { material, verdict: known, fault: unguard(fault), request: unguard(request) } : undefined
    })
    return lines.every((one) => one !== undefined) ? lines : undefined
  } catch (fault) {
    if (fault instanceof CsvError) return undefined
    throw fault
  }
}

/** SM3 of the checklist of the last examination; empty: there is none that counts. */
export function lastSheet(shape: Shape, the_case: Case): string {
  let sheet = ''
  for (const step of the_case.steps) {
    if (shape.undoes.includes(step.event)) sheet = ''
    if (step.event === shape.examine.event) sheet = String((step.inputs as Record<string, unknown>)[shape.sheet.id] ?? '')
  }
  return sheet
}

/** The step that told what is to be supplemented. It is told once (article 8). */
export function toldAt(shape: Shape, the_case: Case): string | undefined {
  return the_case.steps.find((one) => one.event === shape.correct.event)?.at
}
export const mayTell = (shape: Shape, the_case: Case): boolean => {
  const known = knownOf(the_case)
  return known.values[shape.faults.id] === undefined && !known.hidden.has(shape.faults.id)
}

/** The first input of the opening that lists the materials handed in, and the file that holds them. */
export function openingInputs(opening: Transition | undefined): { sections: Input | undefined; file: Input | undefined } {
  return { sections: opening?.inputs.find((one) => one.type === 'texts' && one.codes.length > 0), file: opening?.inputs.find((one) => one.type === 'file') }
}
