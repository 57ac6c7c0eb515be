// Every transition of every procedure of rules/procedures, from every state it leaves, for every role there is: the right roles
// find its act on the case page, are asked for what the rules ask, and sign what the server takes; the others do not find it.
import { readFileSync } from 'node:fs'
import { parse } from 'smol-toml'
import { describe, expect, it } from 'vitest'
import { checkInputs, type Entered, type Row } from '../office/inputs'
import { procedures } from '../office/test_procedure'
import type { Input, Procedure, Transition } from '../office/work'
import { askedFor, caseActs, caseEventBody, hasWork, nextCaseAct, obstacleOf, type CaseAct } from './acts'
import { mayOpen, openingBody, openingOf } from './opening'
import { isIrreversible, knownOf, newItem, visited, wayOf, type Case } from './rules'
import { caseIn, type Made } from './test_case'

const roles = (parse(readFileSync(new URL('../../../rules/roles.toml', import.meta.url), 'utf8')) as { role: { id: string }[] }).role.map((one) => one.id)
const kMe = 'officer/me'
const kOther = 'officer/other'
const kToday = '2026-04-22'

interface Walk { procedure: Procedure; transition: Transition; state: string }
const walks: Walk[] = procedures.flatMap((one) => one.transitions.flatMap((transition) => transition.from.map((state) => ({ procedure: one, transition, state }))))
const persons = walks.filter((one) => one.transition.origin === 'person')
const title = (one: Walk): string => `${one.procedure.id}: ${one.transition.event} from ${one.state}`

/** Its gates opened by somebody else, and an item where it is about one. */
function before(one: Walk, gates = one.transition.needs): Made[] {
  const { procedure, transition } = one
  const kind = transition.item !== undefined && !transition.adds ? transition.item : undefined
  const adds = kind === undefined ? undefined : procedure.transitions.find((each) => each.item === kind && each.adds)
  return [
    ...(adds ? [{ event: adds.event, actor: kOther, item: 'thing-1' }] : []),
    ...gates.map((gate) => procedure.gates.find((rule) => rule.id === gate)!.event).filter((event) => event !== '' && event !== adds?.event).map((event) => ({ event, actor: kOther })),
  ]
}
const caseOf = (one: Walk, role: string, done = before(one)): Case => {
  const made = caseIn(one.procedure, one.state, role, done)
  const joins = new Set(one.procedure.gates.filter((gate) => gate.event === '').map((gate) => gate.id)) // by child cases: they have ended
  return { ...made, gates: made.gates.map((gate) => (joins.has(gate.id) ? { ...gate, open: true } : gate)) }
}
const actOf = (one: Walk, the_case: Case): CaseAct | undefined => caseActs(one.procedure, the_case).find((act) => act.event === one.transition.event)

/** Something of the right type for each input that is asked for; asked again, because answers ask for more. */
function filled(inputs: Input[]): Entered {
  const value = (input: Input): Entered[string] => {
    if (input.type === 'flag') return true
    if (input.type === 'rows') return Array.from({ length: Math.max(1, input.min) }, () => filled(input.fields ?? []) as Row)
    if (input.codes.length > 0) return input.type === 'texts' ? input.codes.slice(0, Math.max(1, input.min)).map((one) => one.code) : input.codes[0]!.code
    if (input.type === 'texts') return Array.from({ length: Math.max(1, input.min) }, (_, i) => `项${i}`).join('\n')
    if (input.type === 'date') return kToday
    if (input.type === 'money') return String(Math.max(1, input.min) / 100)
    if (input.type === 'integer') return String(Math.max(1, input.min))
    if (input.type === 'region') return '530000'
    return input.type === 'file' ? 'ab'.repeat(32) : '测'.repeat(Math.max(1, input.min))
  }
  return Object.fromEntries(inputs.map((input) => [input.id, value(input)]))
}

describe('every procedure', () => {
  it('is here', () => {
    expect(procedures.length).toBeGreaterThanOrEqual(34)
    expect(walks.length).toBeGreaterThan(500)
  })
  it.each(procedures.map((one) => [one.id, one] as const))('%s has a way that its own transitions lead', (_, one) => {
    const { states, events } = wayOf(one)
    expect(events.length).toBe(states.length - 1)
    expect(new Set(states).size).toBe(states.length)
    expect(one.states.find((state) => state.id === states.at(-1))?.final).toBe(true)
    events.forEach((event, i) => expect(one.transitions.some((each) => each.event === event && each.from.includes(states[i]!) && each.to === states[i + 1])).toBe(true))
    const opening = one.transitions.find((each) => each.from.length === 0)!
    expect(visited(one, [{ event: opening.event }, ...events.map((event) => ({ event }))])).toEqual(states)
  })
  it.each(procedures.map((one) => [one.id, one] as const))('%s is opened by the roles that the rules name', (_, one) => {
    const opening = openingOf(one)!
    const summary = { id: one.id, version: one.version, zh: one.zh, en: one.en, cites: [], opening: { event: opening.event, origin: opening.origin, roles: opening.roles } }
    for (const role of roles) expect([role, mayOpen([summary], [role]).length]).toEqual([role, opening.origin === 'person' && opening.roles.includes(role) ? 1 : 0])
    const entered = filled(opening.inputs)
    const asked = askedFor(opening.inputs, entered, { values: {}, hidden: new Set() }, kToday)
    expect(checkInputs(asked, entered)).toEqual([])
    const body = JSON.parse(openingBody(one.id, 'unit/91110000100000000A', '', asked, entered)) as { procedure: string; inputs: object }
    expect([body.procedure, Object.keys(body.inputs).sort()]).toEqual([one.id, asked.map((input) => input.id).sort()])
  })
})

describe('every transition', () => {
  it('of a timer or another case is no act of anybody', () => {
    for (const one of walks.filter((other) => other.transition.origin !== 'person')) {
      const persons = one.procedure.transitions.some((other) => other.origin === 'person' && other.event === one.transition.event && other.from.includes(one.state))
      for (const role of roles) if (!persons) expect([title(one), role, actOf(one, caseOf(one, role))]).toEqual([title(one), role, undefined])
    }
  })
  it.each(persons.map((one) => [title(one), one] as const))('%s', (_, one) => {
    const { procedure, transition, state } = one
    expect(transition.roles.length).toBeGreaterThan(0)
    for (const role of roles) {
      const the_case = caseOf(one, role)
      const act = actOf(one, the_case)
      const may = procedure.transitions.some((other) => other.origin === 'person' && other.event === transition.event && other.from.includes(state) && other.roles.includes(role))
      expect([role, act !== undefined]).toEqual([role, may])
      if (!act) continue
      expect(hasWork(procedure, state, [role])).toBe(true)
      const item = transition.item === undefined ? '' : transition.adds ? newItem(the_case, transition.item) : 'thing-1'
      expect(obstacleOf(procedure, the_case, act, kMe, transition.adds ? '' : item)).toBeUndefined()
      expect([act.name.zh !== '', act.name.en !== '', act.adverse]).toEqual([true, true, transition.adverse])
      const entered = filled(act.possible.inputs)
      const asked = askedFor(act.possible.inputs, entered, knownOf(the_case), kToday)
      expect(checkInputs(asked, entered)).toEqual([])
      const body = JSON.parse(caseEventBody(act, 7, item, asked, entered)) as { event: string; version: number; item?: string; inputs: object }
      expect([body.event, body.version, body.item ?? '', Object.keys(body.inputs).sort()]).toEqual([transition.event, 7, item, asked.map((input) => input.id).sort()])
      const empty = askedFor(act.possible.inputs, {}, knownOf(the_case), kToday)
      expect(checkInputs(empty, {}).map((fault) => [fault.id, fault.kind])).toEqual(empty.filter((input) => input.required).map((input) => [input.id, 'missing']))
    }
  })
  it('waits for each of its gates', () => {
    let seen = 0
    for (const one of persons) {
      for (const gate of one.transition.needs) {
        const rule = one.procedure.gates.find((each) => each.id === gate)!
        if (rule.event === '' || (one.transition.item !== undefined && one.procedure.transitions.some((each) => each.event === rule.event && each.item !== undefined))) continue
        const the_case = caseOf(one, one.transition.roles[0]!, before(one, one.transition.needs.filter((each) => one.procedure.gates.find((other) => other.id === each)?.event !== rule.event)))
        const act = actOf(one, the_case)!
        const shut = obstacleOf(one.procedure, the_case, act, kMe, 'thing-1')
        expect([title(one), shut?.kind]).toEqual([title(one), 'gates'])
        expect(shut?.gates.map((each) => each.zh)).toContain(rule.zh)
        expect(nextCaseAct(one.procedure, the_case, [act], kMe)).toBeUndefined()
        seen += 1
      }
    }
    expect(seen).toBeGreaterThan(40)
  })
  it('is for somebody else where the rules keep two acts apart', () => {
    let seen = 0
    for (const one of persons) {
      for (const pair of one.procedure.separations) {
        const other = pair.one === one.transition.event ? pair.other : pair.other === one.transition.event ? pair.one : undefined
        if (other === undefined || other === one.transition.event) continue
        const role = one.transition.roles[0]!
        const kind = (by: string): string | undefined => {
          const the_case = caseOf(one, role, [...before(one), { event: other, actor: by }])
          return obstacleOf(one.procedure, the_case, actOf(one, the_case)!, kMe, 'thing-1')?.kind
        }
        expect([title(one), kind(kMe)]).toEqual([title(one), 'separation'])
        expect([title(one), kind(kOther)]).not.toEqual([title(one), 'separation'])
        seen += 1
      }
    }
    expect(seen).toBeGreaterThan(40)
  })
  it('that leads away from the end of the main way for good asks for more than a click', () => {
    const licence = procedures.find((one) => one.id === 'licence_application')!
    expect(isIrreversible(licence, 'to_decide', 'refused')).toBe(true)
    expect(isIrreversible(licence, 'received', 'to_supplement')).toBe(false)
    for (const one of persons.filter((each) => each.transition.to === '' || each.transition.to === each.state)) expect([title(one), actOf(one, caseOf(one, one.transition.roles[0]!))?.irreversible]).toEqual([title(one), one.transition.item === undefined ? false : expect.any(Boolean)])
  })
})
