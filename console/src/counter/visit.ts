// One visit at the counter, from the rules: the steps to the certificate, who takes each, and what can be done now. No step
// is named here; what an act is for is known by what it enters.
import type { Entered } from '../office/inputs'
import { mainWay, type Act, type Application, type Input, type Label, type Procedure, type Transition } from '../office/work'
import { visited } from '../cases/rules'

export const kApplicant = 'applicant'

export interface VisitStep {
  event: string
  name: Label
  roles: string[]
  /** The applicant's, on the second screen. */
  applicant: boolean
  done: boolean
  /** Nothing that it needs is missing, and the application is where it is taken. */
  open: boolean
}

/** The acts of the main way with the gates that they need, in the order of the rules. */
export function visitSteps(procedure: Procedure, application: Application): VisitStep[] {
  const events: string[] = []
  const add = (event: string): void => void (events.includes(event) || events.push(event))
  const way = mainWay(procedure)
  for (const event of way.events) {
    const needs = procedure.transitions.find((one) => one.event === event)?.needs ?? []
    for (const gate of procedure.gates) if (needs.includes(gate.id) && gate.event) add(gate.event)
    add(event)
  }
  const been = visited(procedure, application.steps)
  const here = way.states.indexOf(application.state.id) // back from a supplement, what lies ahead is to be done again
  return events.map((event): VisitStep => {
    const transition = procedure.transitions.find((one) => one.event === event)!
    const gate = application.gates.find((one) => procedure.gates.some((rule) => rule.id === one.id && rule.event === event))
    const done = gate ? gate.open : here >= 0 ? way.states.indexOf(transition.to) <= here : been.includes(transition.to)
    return { event, name: transition, roles: transition.roles, applicant: transition.roles.includes(kApplicant), done, open: !done && canGo(transition, application) }
  })
}

const canGo = (transition: Transition, application: Application): boolean =>
  transition.from.includes(application.state.id) && application.gates.every((gate) => gate.open || !transition.needs.includes(gate.id))

export type Turn = 'mine' | 'applicant' | 'others' | 'over' | 'left'
/** Whose turn it is: one's own first. `over`: the certificate is in use; `left`: the way is left (a supplement, a refusal). */
export function turnOf(procedure: Procedure, application: Application, steps: VisitStep[], next: Act | undefined): Turn {
  if (next) return 'mine'
  if (steps.every((one) => one.done)) return 'over'
  if (!mainWay(procedure).states.includes(application.state.id)) return 'left'
  return steps.some((one) => one.open && one.applicant) ? 'applicant' : 'others'
}

const kAtCounter = 'counter' // 窗口当面核验, of the code list of methods (requirements 11.1)

/** The input that says how somebody was identified, where "in person at the counter" is one of its answers. */
export const methodInput = (inputs: Input[]): Input | undefined => inputs.find((one) => one.type === 'code' && one.codes.some((code) => code.code === kAtCounter))

/** What the reader has shown goes into the form; whether it matches is for the officer to say. */
export function enterCard(inputs: Input[], entered: Entered, source: string): void {
  const method = methodInput(inputs)
  if (!method) return
  entered[method.id] = kAtCounter
  const text = inputs.find((one) => one.type === 'text')
  if (text && !entered[text.id]) entered[text.id] = source
}

/** A picture that is among the papers now is the evidence, where none was named yet. */
export function enterEvidence(inputs: Input[], entered: Entered, sm3: string): void {
  const file = inputs.find((one) => one.type === 'file')
  if (methodInput(inputs) && file && !entered[file.id]) entered[file.id] = sm3
}

/** The agreement that was offered: its digest as far as it may be seen here. Nothing before that. */
export function offeredAgreement(procedure: Procedure, application: Application): { sm3: string } | undefined {
  const offers = new Set(procedure.transitions.filter((one) => one.inputs.some((input) => input.id === 'agreement_sm3')).map((one) => one.event))
  const step = [...application.steps].reverse().find((one) => offers.has(one.event))
  const sm3 = (step?.inputs as Record<string, unknown> | undefined)?.['agreement_sm3']
  return step ? { sm3: typeof sm3 === 'string' ? sm3 : '' } : undefined
}

/** Where the second screen goes; the number stands for nothing that is not the applicant's already. */
export const screenPath = (number: string): string => `/public/counter/${encodeURIComponent(number)}`
export const kWaitingPath = '/public/counter'
export const kApplyPath = '/public/apply'
