// What an officer may do in a case of any procedure now: what the server offers, sorted by what the rules say of it. The
// server decides in any case; this spares people acts that it would refuse.
import type { Input, Label, Obstacle, Procedure, Transition } from '../office/work'
import { eventName } from '../office/work'
import { inputsToSend, type Entered } from '../office/inputs'
import { holds, type Known } from './condition'
import { isIrreversible, wayOf, type Case, type PossibleEvent } from './rules'

export interface CaseAct {
  event: string
  name: Label
  possible: PossibleEvent
  transition: Transition | undefined
  pushes: boolean // owed: the next of the main way, a gate that is shut, a clock to be met
  adverse: boolean
  irreversible: boolean // P6, third level
}
export type CaseObstacle = Obstacle | { kind: 'item'; gates: Label[]; article: string; done?: Label }

/** Events of `me` that still count, for the case itself or for `item`. */
function myStanding(procedure: Procedure, the_case: Case, me: string, item: string): Set<string> {
  const standing = new Map<string, string>()
  for (const step of the_case.steps) {
    if (step.item !== undefined && item !== '' && step.item !== item) continue
    for (const event of procedure.transitions.filter((one) => one.event === step.event).flatMap((one) => one.resets)) standing.delete(event)
    standing.set(step.event, step.actor)
  }
  return new Set([...standing].filter(([, actor]) => actor === me).map(([event]) => event))
}

const isOfItems = (procedure: Procedure, event: string): boolean => procedure.transitions.some((one) => one.event === event && one.item !== undefined)

/** Why it is not for this officer, or not yet; `item`: the one it would be about. */
export function obstacleOf(procedure: Procedure, the_case: Case, act: CaseAct, me: string, item = ''): CaseObstacle | undefined {
  const kind = act.possible.item
  if (kind !== undefined && !act.possible.adds && !the_case.items.some((one) => one.kind === kind)) {
    const named = procedure.items?.find((one) => one.id === kind)
    return { kind: 'item', gates: named ? [named] : [], article: act.possible.cites[0] ?? '' }
  }
  const mine = myStanding(procedure, the_case, me, item)
  const pair = procedure.separations.find((one) => (one.one === act.event && mine.has(one.other)) || (one.other === act.event && mine.has(one.one)))
  if (pair) return { kind: 'separation', gates: [], article: pair.article, done: eventName(procedure, pair.one === act.event ? pair.other : pair.one) }
  const shut = the_case.gates.filter((gate) => {
    if (gate.open || !act.possible.needs.includes(gate.id)) return false
    const rule = procedure.gates.find((one) => one.id === gate.id)
    return !(kind !== undefined && rule && isOfItems(procedure, rule.event)) // of this item, perhaps: the server knows
  })
  return shut.length === 0 ? undefined : { kind: 'gates', gates: shut, article: shut[0]!.article }
}

/** Everything the server offers, in the order of the rules. */
export function caseActs(procedure: Procedure, the_case: Case): CaseAct[] {
  const here = the_case.state.id
  const way = wayOf(procedure)
  const ahead = procedure.transitions.filter((one) => way.events.includes(one.event) && one.from.includes(here))
  const wanted = new Set(ahead.flatMap((one) => one.needs))
  const shut = new Set(the_case.gates.filter((one) => !one.open && wanted.has(one.id)).map((one) => one.id))
  const gateEvents = new Set(procedure.gates.filter((one) => shut.has(one.id)).map((one) => one.event))
  const running = new Set(the_case.clocks.filter((one) => one.outcome === 'running').map((one) => one.id))
  const owed = new Set(procedure.clocks.filter((one) => running.has(one.id)).flatMap((one) => one.met_by))
  return the_case.possible.map((possible) => {
    const { event, adverse } = possible
    return {
      event,
      name: possible,
      possible,
      transition: procedure.transitions.find((one) => one.event === event && one.from.includes(here)),
      pushes: !adverse && (gateEvents.has(event) || owed.has(event) || ahead.some((one) => one.event === event)),
      adverse,
      irreversible: isIrreversible(procedure, here, possible.to),
    }
  })
}

export const nextCaseAct = (procedure: Procedure, the_case: Case, acts: CaseAct[], me: string): CaseAct | undefined =>
  acts.find((act) => act.pushes && !obstacleOf(procedure, the_case, act, me))

/** Whether somebody of these roles may do anything from a state, as far as the rules say. */
export const hasWork = (procedure: Procedure, state: string, roles: string[]): boolean =>
  procedure.transitions.some((one) => one.origin === 'person' && one.from.includes(state) && one.roles.some((role) => roles.includes(role)))

export interface Asked extends Input {
  unsure?: boolean // asked for, or required, by a condition that the page cannot decide
}

/** The inputs of an act that are asked for now, each required or not, by what was typed and what the case knows. */
export function askedFor(inputs: Input[], entered: Entered, before: { values: Record<string, unknown>; hidden: ReadonlySet<string> }, today: string): Asked[] {
  let sent = inputsToSend(inputs, entered)
  const asked = (): Asked[] => {
    const known: Known = { inputs: sent, values: before.values, hidden: before.hidden, today }
    return inputs.flatMap((input) => {
      const visible = input.visible_when === undefined ? (input.shown_conditionally ? undefined : true) : holds(input.visible_when, known)
      if (visible === false) return []
      const required = input.required_when === undefined ? (input.conditional ? undefined : input.required) : holds(input.required_when, known)
      return [{ ...input, required: visible === true && required === true, unsure: visible === undefined || required === undefined }]
    })
  }
  // What is not asked for any more does not count for what rests on it.
  let shown = asked()
  for (let round = 0; round < inputs.length; round += 1) {
    const ids = new Set(shown.map((one) => one.id))
    if (Object.keys(sent).every((id) => ids.has(id))) break
    sent = Object.fromEntries(Object.entries(sent).filter(([id]) => ids.has(id)))
    shown = asked()
  }
  return shown
}

/** The body of POST /cases/{number}/events, compact: these octets are shown, digested and signed. */
export function caseEventBody(act: CaseAct, version: number, item: string, asked: Input[], entered: Entered): string {
  return JSON.stringify({ event: act.event, version, ...(item === '' ? {} : { item }), inputs: inputsToSend(asked, entered) })
}


