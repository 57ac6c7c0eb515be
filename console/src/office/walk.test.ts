// Every transition of every procedure that the console shows, from every state it leaves, for every role there is: the right
// roles find its act on the case page, can fill it in and sign what the server takes; the others do not find it. What the
// server offers is worked out here by its own rule (src/procedure/engine.hpp, possible()); e2e/walk.mjs compares with the real one.
import { readFileSync } from 'node:fs'
import { parse } from 'smol-toml'
import { describe, expect, it } from 'vitest'
import { checkInputs, eventBody, type Entered } from './inputs'
import { applicationIn, procedure } from './test_procedure'
import { actsOf, nextAct, type Act, type Input, type Procedure, type Transition } from './work'

const roles = (parse(readFileSync(new URL('../../../rules/roles.toml', import.meta.url), 'utf8')) as { role: { id: string }[] }).role.map((one) => one.id)
const kMe = 'officer/me'
const kOther = 'officer/other'

interface Walk { procedure: Procedure; transition: Transition; state: string }
const walks: Walk[] = [procedure].flatMap((one) => one.transitions.flatMap((transition) => transition.from.map((state) => ({ procedure: one, transition, state }))))
const persons = walks.filter((one) => one.transition.origin === 'person')
const title = (one: Walk): string => `${one.procedure.id}: ${one.transition.event} from ${one.state}`

/** Gates of this transition opened by somebody else. */
const steps = (one: Walk): [string, string][] => one.transition.needs.map((gate) => [one.procedure.gates.find((rule) => rule.id === gate)!.event, kOther])
const acts = (one: Walk, role: string, done: [string, string][] = steps(one)): Act[] => actsOf(one.procedure, applicationIn(one.state, role, done), kMe)
const actOf = (one: Walk, role: string, done: [string, string][] = steps(one)): Act | undefined => acts(one, role, done).find((act) => act.event === one.transition.event)

/** Something of the right type for each input that is needed. */
function filled(inputs: Input[]): Entered {
  const value = (input: Input): Entered[string] => {
    if (input.type === 'flag') return true
    if (input.type === 'code') return input.codes[0]!.code
    if (input.type === 'texts') return input.codes.length > 0 ? input.codes.slice(0, Math.max(1, input.min)).map((one) => one.code) : '一'.repeat(Math.max(1, input.min))
    if (input.type === 'date') return '2026-04-22'
    if (input.type === 'integer' || input.type === 'money') return String(Math.max(1, input.min))
    return input.type === 'file' ? 'ab'.repeat(32) : '测试'
  }
  return Object.fromEntries(inputs.map((input) => [input.id, value(input)]))
}

describe('every transition', () => {
  it('is walked: persons act, timers and other cases do not', () => {
    expect(walks.length).toBeGreaterThan(50)
    expect(new Set(walks.map((one) => one.transition.event)).size).toBe(new Set(procedure.transitions.filter((one) => one.from.length > 0).map((one) => one.event)).size)
    for (const one of walks.filter((other) => other.transition.origin !== 'person')) for (const role of [...roles, 'applicant']) expect([title(one), role, actOf(one, role)]).toEqual([title(one), role, undefined])
  })
  it.each(persons.map((one) => [title(one), one] as const))('%s', (_, one) => {
    const right = one.transition.roles
    expect(right.length).toBeGreaterThan(0)
    for (const role of [...roles, 'applicant']) {
      const act = actOf(one, role)
      expect([role, act !== undefined]).toEqual([role, right.includes(role)])
      if (!act) continue
      expect(act.obstacle).toBeUndefined()
      expect([act.name.zh !== '', act.name.en !== '', act.adverse]).toEqual([true, true, one.transition.adverse])
      expect(act.possible.inputs.map((input) => input.id)).toEqual(one.transition.inputs.map((input) => input.id))
      const entered = filled(act.possible.inputs)
      expect(checkInputs(act.possible.inputs, entered)).toEqual([])
      const body = JSON.parse(eventBody(act.event, 7, act.possible.inputs, entered)) as { event: string; version: number; inputs: object }
      expect([body.event, body.version, Object.keys(body.inputs).sort()]).toEqual([one.transition.event, 7, act.possible.inputs.map((input) => input.id).sort()])
      const needed = act.possible.inputs.filter((input) => input.required)
      expect(checkInputs(act.possible.inputs, {}).map((fault) => [fault.id, fault.kind])).toEqual(needed.map((input) => [input.id, 'missing']))
    }
  })
  it.each(persons.filter((one) => one.transition.needs.length > 0).map((one) => [title(one), one] as const))('%s waits for each of its gates', (_, one) => {
    for (const gate of one.transition.needs) {
      const event = one.procedure.gates.find((rule) => rule.id === gate)!.event
      const without = steps(one).filter(([done]) => done !== event)
      for (const role of one.transition.roles) {
        const act = actOf(one, role, without)
        expect(act?.obstacle).toMatchObject({ kind: 'gates', gates: [{ id: gate }] })
        expect(nextAct(acts(one, role, without))?.event).not.toBe(one.transition.event)
      }
    }
  })
  it('is for somebody else where the rules keep two acts apart', () => {
    let seen = 0
    for (const pair of procedure.separations) {
      for (const [event, other] of [[pair.one, pair.other], [pair.other, pair.one]] as const) {
        for (const one of persons.filter((walk) => walk.transition.event === event)) {
          for (const role of one.transition.roles.filter((each) => each !== 'applicant')) {
            expect(actOf(one, role, [...steps(one), [other, kMe]])?.obstacle).toMatchObject({ kind: 'separation', article: pair.article })
            const apart = actOf(one, role, [...steps(one), [other, kOther]])?.obstacle
            expect(apart?.kind === 'separation').toBe(false)
            seen += 1
          }
        }
      }
    }
    expect(seen).toBeGreaterThanOrEqual(procedure.separations.length)
  })
  it('that no way leads back from asks for more than a click, whoever does it', () => {
    const final = (state: string): boolean => !procedure.transitions.some((one) => one.from.includes(state) && one.to !== '' && one.to !== state)
    for (const one of persons) {
      const act = actOf(one, one.transition.roles[0]!)!
      if (one.transition.to !== '' && final(one.transition.to) && one.state !== 'archived' && !['refused', 'withdrawn', 'closed'].includes(one.state)) expect([title(one), act.irreversible]).toEqual([title(one), true])
      if (one.transition.to === '' || one.transition.to === one.state) expect([title(one), act.irreversible]).toEqual([title(one), false])
    }
  })
})
