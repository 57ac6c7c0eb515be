// A case of any procedure and its rules, as the API gives them: the way that a case goes, where it has been, what was entered.
// Nothing here knows a particular procedure.
import type { components } from '../api/schema'
import { visible } from '../format'
import { reaches, type Input, type Label, type Procedure, type Transition } from '../office/work'

const kName = 60 // characters that still stand in a title
type Schemas = components['schemas']
export type Case = Schemas['Case']
export type CaseSummary = Schemas['CaseSummary']
export type CaseStep = Schemas['CaseStep']
export type CaseClock = Schemas['CaseClock']
export type PossibleEvent = Schemas['PossibleEvent']

export interface Way {
  states: string[]
  events: string[]
}

/** From state to state onward in the order of the rules, as long as it goes; nothing where `goal` is not reached. */
function onward(procedure: Procedure, goal: string, usable: (one: Transition) => boolean): Way | undefined {
  const order = new Map(procedure.states.map((one, i) => [one.id, i]))
  const longest = new Map<string, { length: number; by?: Transition }>([[goal, { length: 0 }]])
  for (const { id } of [...procedure.states].reverse()) {
    for (const one of procedure.transitions) {
      if (!usable(one) || one.to === '' || !one.from.includes(id) || order.get(one.to)! <= order.get(id)!) continue
      const rest = longest.get(one.to)
      const length = rest && rest.length + 1
      const had = longest.get(id)
      const better = length !== undefined && (!had || length > had.length || (length === had.length && had.by?.origin !== 'person' && one.origin === 'person'))
      if (better && id !== goal) longest.set(id, { length, by: one })
    }
  }
  const start = procedure.transitions.find((one) => one.from.length === 0)?.to
  if (start === undefined || !longest.has(start)) return undefined
  const way: Way = { states: [start], events: [] }
  for (let by = longest.get(start)?.by; by; by = longest.get(by.to)?.by) {
    way.events.push(by.event)
    way.states.push(by.to)
  }
  return way
}

const ways = new WeakMap<Procedure, Way>()

/**
 * The way that the rules draw: to the first end they name, through as many states as lie before it in their order, and
 * through nothing adverse where there is such a way.
 */
export function wayOf(procedure: Procedure): Way {
  let way = ways.get(procedure)
  if (!way) {
    const ends = procedure.states.filter((one) => one.final).map((one) => one.id)
    const found = [(one: Transition) => !one.adverse, () => true].flatMap((usable) => ends.map((end) => () => onward(procedure, end, usable)))
    for (const find of found) way ??= find()
    way ??= { states: procedure.transitions.filter((one) => one.from.length === 0).map((one) => one.to).slice(0, 1), events: [] }
    ways.set(procedure, way)
  }
  return way
}

/** States that the steps have led through, in their order; the one it is in last. */
export function visited(procedure: Procedure, steps: { event: string }[]): string[] {
  const states: string[] = []
  let here = ''
  for (const step of steps) {
    const all = procedure.transitions.filter((one) => one.event === step.event)
    const by = all.find((one) => (here === '' ? one.from.length === 0 : one.from.includes(here))) ?? all[0]
    if (!by || by.to === '' || by.to === here) continue
    here = by.to
    states.push(here)
  }
  return states
}

/** Gates that are open, or that something asks for from where the case is. */
export function gatesHere(procedure: Procedure, the_case: Case): Case['gates'] {
  const wanted = new Set(procedure.transitions.filter((one) => one.from.includes(the_case.state.id)).flatMap((one) => one.needs))
  return the_case.gates.filter((one) => one.open || wanted.has(one.id))
}

/** What the case is called beside its procedure: the first thing that its opening asks for, where that is a name and shown. */
export function subjectOf(procedure: Procedure, the_case: Case): string | undefined {
  const opening = the_case.steps[0]
  const first = opening && transitionOf(procedure, opening.event)?.inputs[0]
  const value = first?.type === 'text' ? (opening!.inputs as Record<string, unknown>)[first.id] : undefined
  return typeof value === 'string' && [...value].length <= kName ? value : undefined
}

/** Whether an act leads away from the end of the main way for good. */
export function isIrreversible(procedure: Procedure, from: string, to: string): boolean {
  const goal = wayOf(procedure).states.slice(-1)
  return to !== '' && to !== from && !goal.includes(to) && reaches(procedure, from, goal) && !reaches(procedure, to, goal)
}

export const transitionOf = (procedure: Procedure, event: string): Transition | undefined => procedure.transitions.find((one) => one.event === event)

export interface Entry {
  step: CaseStep
  input: Input
  value: unknown
}

/** Everything that was entered and may be seen, in order of the steps. */
export function entriesOf(procedure: Procedure, the_case: Case): Entry[] {
  return the_case.steps.flatMap((step) => {
    const inputs = transitionOf(procedure, step.event)?.inputs ?? []
    const entered = step.inputs as Record<string, unknown>
    return inputs.filter((input) => entered[input.id] !== undefined).map((input) => ({ step, input, value: entered[input.id] }))
  })
}

/** What the case knows now: of each name the last that was entered. Those of other items stay out. */
export function knownOf(the_case: Case, item = ''): { values: Record<string, unknown>; hidden: Set<string> } {
  const values = new Map<string, unknown>()
  const hidden = new Set<string>()
  for (const step of the_case.steps) {
    if (step.item !== undefined && step.item !== item) continue
    for (const [id, value] of Object.entries(step.inputs as Record<string, unknown>)) {
      values.set(id, value)
      hidden.delete(id)
    }
    for (const id of step.hidden) {
      values.delete(id)
      hidden.add(id)
    }
  }
  return { values: Object.fromEntries(values), hidden }
}

/** What the office allows for a fine now, in fen; nothing where it does not say. */
export function fineRange(the_case: Case): { least: number; most: number } | undefined {
  const said = (name: string): unknown => the_case.settings.find((one) => one.name === name)?.value
  const [least, most] = [said('penalty.range_min_fen'), said('penalty.range_max_fen')]
  return typeof least === 'number' && typeof most === 'number' ? { least, most } : undefined
}
export const kFine = 'fine_fen' // the input that the range is for

/** Opinions: what officers wrote in words of their own. */
export const opinionsOf = (entries: Entry[]): Entry[] =>
  entries.filter(({ step, input, value }) => step.actor.startsWith('officer/') && input.type === 'text' && typeof value === 'string')

export const papersOf = (entries: Entry[]): Entry[] => entries.filter(({ input }) => input.type === 'file')

/** Of each input the last that was entered, without files; items apart. */
export function factsOf(entries: Entry[]): Entry[] {
  const last = new Map<string, Entry>()
  for (const entry of entries) if (entry.input.type !== 'file') last.set(`${entry.step.item ?? ''}/${entry.input.id}`, entry)
  return [...last.values()]
}

/** What an item is called: its kind, its number, and the first thing entered of it. */
export function itemName(procedure: Procedure, the_case: Case, id: string): Label & { said: string } {
  const item = the_case.items.find((one) => one.id === id)
  const number = the_case.items.filter((one) => one.kind === item?.kind).findIndex((one) => one.id === id) + 1
  const first = entriesOf(procedure, the_case).find(({ step, value }) => step.item === id && typeof value === 'string' && value.length <= 40 && !/^[0-9a-f]{64}$/.test(value))
  const said = first ? first.input.codes.find((one) => one.code === first.value)?.zh ?? visible(String(first.value)) : ''
  return { zh: `${item?.zh ?? '—'} ${number}`, en: `${item?.en ?? '—'} ${number}`, said }
}

/** A name for an item that an act makes: new in its case. */
export function newItem(the_case: Case, kind: string): string {
  const taken = new Set(the_case.items.map((one) => one.id))
  let number = the_case.items.filter((one) => one.kind === kind).length + 1
  while (taken.has(`${kind.replaceAll('_', '-')}-${number}`)) number += 1
  return `${kind.replaceAll('_', '-')}-${number}`
}
