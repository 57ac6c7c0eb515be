// What an officer may do now, read from the rules (GET /procedures/certificate) and from the application: nothing here
// knows a particular state or event. The server decides in any case; this spares people acts that it would refuse.
import type { components } from '../api/schema'

export type Procedure = components['schemas']['Procedure']
export type Application = components['schemas']['Application']
export type Summary = components['schemas']['ApplicationSummary']
export type Transition = Procedure['transitions'][number]
export type Possible = Application['possible'][number]
export type Input = components['schemas']['Input']
export interface Label {
  zh: string
  en: string
}

/** Why an act that the role may do is not for this officer, or not yet. */
export interface Obstacle {
  kind: 'gates' | 'separation'
  gates: Label[] // what is still to be done, by others
  article: string
  done?: Label // what this officer did, that keeps them from this
}

export interface Act {
  event: string
  name: Label
  possible: Possible
  transition: Transition | undefined
  /** Moves the case on: a gate that is still shut, or the next step of the main way. */
  pushes: boolean
  /** It was done and holds: a gate that is open. */
  done: boolean
  adverse: boolean
  /** Leads to where no way leads back to the main way: P6, third level. */
  irreversible: boolean
  obstacle: Obstacle | undefined
}

const leads = (procedure: Procedure, from: string, to: string): boolean =>
  procedure.transitions.some((one) => one.from.includes(from) && one.to === to)

/**
 * The main way, from the first state on: at each state the first act of a person in the order of the rules that goes on to
 * a new state and not to one that only leads back (a supplement, a suspension). It ends where nothing is owed any more: no
 * gate, no clock that runs from being there.
 */
export function mainWay(procedure: Procedure): { states: string[]; events: string[] } {
  const start = procedure.transitions.find((one) => one.from.length === 0 && one.to !== '')
  const states = start ? [start.to] : []
  const events: string[] = []
  for (let at = states[0]; at !== undefined; ) {
    const here: string = at
    const next = procedure.transitions.find(
      (one) =>
        one.origin === 'person' &&
        !one.adverse &&
        one.from.includes(here) &&
        one.to !== '' &&
        !states.includes(one.to) &&
        !leads(procedure, one.to, here) &&
        !states.some((earlier) => leads(procedure, one.to, earlier)),
    )
    if (!next || !isOwed(procedure, next, events, states)) break
    events.push(next.event)
    states.push(next.to)
    at = next.to
  }
  return { states, events }
}

/** A gate before it or a clock until it, that the way so far has started. */
function isOwed(procedure: Procedure, transition: Transition, events: string[], states: string[]): boolean {
  const opening = procedure.transitions.find((one) => one.from.length === 0)?.event
  const started = (starts: string): boolean =>
    starts.startsWith('state:') ? states.includes(starts.slice(6)) : events.includes(starts) || starts === opening
  return (
    transition.needs.length > 0 ||
    procedure.clocks.some((clock) => clock.met_by.includes(transition.event) && started(clock.starts))
  )
}

/** States that are neither on the main way nor reached from its end only: 补正, 拒绝 and the like. */
export function sideStates(procedure: Procedure, from: string): string[] {
  const { states } = mainWay(procedure)
  const found = procedure.transitions
    .filter((one) => one.from.includes(from) && one.to !== '' && !states.includes(one.to))
    .map((one) => one.to)
  return [...new Set(found)]
}

export function stateName(procedure: Procedure, id: string): Label {
  return procedure.states.find((one) => one.id === id) ?? { zh: '—', en: '—' }
}

export function eventName(procedure: Procedure, event: string): Label {
  return procedure.transitions.find((one) => one.event === event) ?? { zh: '—', en: '—' }
}

/** Whether any path leads from `state` to one of `goals`. */
export function reaches(procedure: Procedure, state: string, goals: string[]): boolean {
  const seen = new Set<string>()
  const open = [state]
  while (open.length > 0) {
    const here = open.pop()!
    if (goals.includes(here)) return true
    if (seen.has(here)) continue
    seen.add(here)
    for (const one of procedure.transitions) if (one.from.includes(here) && one.to !== '') open.push(one.to)
  }
  return false
}

/** Events of `me` that still count: a supplement undoes what it resets. */
function myStanding(procedure: Procedure, application: Application, me: string): Set<string> {
  const standing = new Map<string, string>()
  for (const step of application.steps) {
    const resets = procedure.transitions.filter((one) => one.event === step.event).flatMap((one) => one.resets)
    for (const event of resets) standing.delete(event)
    standing.set(step.event, step.actor)
  }
  return new Set([...standing].filter(([, actor]) => actor === me).map(([event]) => event))
}

function obstacleOf(procedure: Procedure, application: Application, transition: Transition | undefined, event: string, mine: Set<string>): Obstacle | undefined {
  const pair = procedure.separations.find(
    (one) => (one.one === event && mine.has(one.other)) || (one.other === event && mine.has(one.one)),
  )
  if (pair) {
    const counterpart = pair.one === event ? pair.other : pair.one
    return { kind: 'separation', gates: [], article: pair.article, done: eventName(procedure, counterpart) }
  }
  const shut = application.gates.filter((gate) => transition?.needs.includes(gate.id) && !gate.open)
  if (shut.length === 0) return undefined
  return { kind: 'gates', gates: shut, article: shut[0]!.article }
}

/** Everything the server offers this officer (`me` is "officer/<id>"), in the order of the rules. */
export function actsOf(procedure: Procedure, application: Application, me: string): Act[] {
  const way = mainWay(procedure)
  const mine = myStanding(procedure, application, me)
  return application.possible.map((possible) => {
    const event = possible.event
    const transition = procedure.transitions.find((one) => one.event === event && one.from.includes(application.state.id))
    const gate = application.gates.find((one) => procedure.gates.some((rule) => rule.id === one.id && rule.event === event))
    const owed = application.clocks.some((running) =>
      procedure.clocks.some((clock) => clock.id === running.id && clock.met_by.includes(event)),
    )
    const to = transition?.to ?? ''
    const wanted = gate ? gatesOfWay(procedure).has(gate.id) : way.events.includes(event) || owed
    return {
      event,
      name: possible,
      possible,
      transition,
      pushes: !possible.adverse && wanted && !gate?.open,
      done: gate?.open === true,
      adverse: possible.adverse,
      irreversible: to !== '' && reaches(procedure, application.state.id, way.states) && !reaches(procedure, to, way.states),
      obstacle: obstacleOf(procedure, application, transition, event, mine),
    }
  })
}

/** Gates that an act of the main way asks for. */
export function gatesOfWay(procedure: Procedure): Set<string> {
  const { events } = mainWay(procedure)
  return new Set(procedure.transitions.filter((one) => events.includes(one.event)).flatMap((one) => one.needs))
}

/** The act that the row of a list shows as its verb. */
export function nextAct(acts: Act[]): Act | undefined {
  return acts.find((act) => act.pushes && !act.obstacle)
}

/** What these roles have to do, as far as the rules say that it is owed: gates, the main way, clocks to be stopped. */
function owedTransitions(procedure: Procedure, roles: string[]): Transition[] {
  const way = mainWay(procedure)
  const clocked = clockedEvents(procedure)
  const gates = new Set(procedure.gates.map((gate) => gate.event))
  return procedure.transitions
    .filter((one) => one.origin === 'person' && !one.adverse && one.roles.some((role) => roles.includes(role)))
    .filter((one) => way.events.includes(one.event) || gates.has(one.event) || clocked.has(one.event))
}

const clockedEvents = (procedure: Procedure): Set<string> => new Set(procedure.clocks.flatMap((clock) => clock.met_by))

/** States in which somebody of these roles may have something to do: what the home page asks the server for. */
export function statesForRoles(procedure: Procedure, roles: string[]): string[] {
  const states = owedTransitions(procedure, roles).flatMap((one) => one.from)
  return procedure.states.map((state) => state.id).filter((id) => states.includes(id))
}

/**
 * Those of them in which all that these roles have to do stops a clock: there the server lists by the clock, and a revocation
 * that was asked for is found among however many certificates are in use.
 */
export function owedStates(procedure: Procedure, roles: string[]): string[] {
  const clocked = clockedEvents(procedure)
  const others = owedTransitions(procedure, roles).filter((one) => !clocked.has(one.event)).flatMap((one) => one.from)
  return statesForRoles(procedure, roles).filter((id) => !others.includes(id))
}
