// For tests: rules/procedures/*.toml in the form of GET /procedures/{id}, and applications made up from the certificate's.
import { readdirSync, readFileSync } from 'node:fs'
import { parse } from 'smol-toml'
import type { Application, Procedure } from './work'

interface Named { name: { zh: string; en: string } }
interface RuleInput { id: string; type: string; label: { zh: string; en: string }; help?: { zh: string; en: string }; required?: boolean; required_when?: string; visible_when?: string; field?: RuleInput[]; min?: number; max?: number; level: string; codes?: { code: string; zh: string; en: string }[]; phrases?: Record<string, string>[] }
interface RuleTransition extends Named { event: string; from?: string[] | 'any_open'; to?: string; origin?: string; roles?: string[]; needs?: string[]; resets?: string[]; input?: RuleInput[]; adverse?: boolean; outputs?: string[]; cites?: string[]; item?: string; adds?: boolean }
interface Rules extends Named {
  id: string
  in_force_from: { toISOString(): string }
  item?: (Named & { id: string })[]
  state: (Named & { id: string; final?: boolean })[]
  transition: RuleTransition[]
  gate?: (Named & { id: string; event?: string; code: string; article: string })[]
  separation?: (Named & { one: string; other: string; code: string; article: string })[]
  clock?: (Named & { id: string; starts: string; unit: string; length?: number; length_setting?: string; met_by?: string[]; cancelled_by?: string[]; on_expiry?: string; cites?: string[] })[]
}

const kFolder = new URL('../../../rules/procedures/', import.meta.url)

const inputOf = (one: RuleInput): object => ({
  id: one.id, type: one.type, ...one.label, help_zh: one.help?.zh ?? '', help_en: one.help?.en ?? '', required: one.required !== false, conditional: one.required_when !== undefined,
  ...(one.required_when === undefined ? {} : { required_when: one.required_when }), ...(one.visible_when === undefined ? {} : { shown_conditionally: true, visible_when: one.visible_when }),
  min: one.min ?? 0, max: one.max ?? 0, level: one.level, codes: one.codes ?? [], ...(one.phrases ? { phrases: one.phrases } : {}), ...(one.type === 'rows' ? { fields: (one.field ?? []).map(inputOf) } : {}),
})

function procedureFrom(rules: Rules): Procedure {
  return {
    id: rules.id, version: `${rules.id}/2024-11-01`, ...rules.name, in_force_from: '2024-11-01', cites: [],
    states: rules.state.map((one) => ({ id: one.id, ...one.name, final: one.final === true })),
    items: (rules.item ?? []).map((one) => ({ id: one.id, ...one.name })),
    transitions: rules.transition.map((one) => ({
      event: one.event, ...one.name,
      from: one.from === 'any_open' ? rules.state.filter((state) => !state.final).map((state) => state.id) : (one.from ?? []),
      to: one.to ?? '', origin: one.origin ?? 'person', roles: one.roles ?? [], needs: one.needs ?? [], resets: one.resets ?? [],
      inputs: (one.input ?? []).map(inputOf), adverse: one.adverse === true, reading: false, outputs: one.outputs ?? [], cites: one.cites ?? [],
      ...(one.item === undefined ? {} : { item: one.item, adds: one.adds === true }),
    })),
    gates: (rules.gate ?? []).map((one) => ({ event: '', ...one, ...one.name })),
    separations: (rules.separation ?? []).map((one) => ({ ...one, ...one.name })),
    clocks: (rules.clock ?? []).map((one) => ({ length: 0, length_setting: '', met_by: [], cancelled_by: [], on_expiry: '', cites: [], ...one, ...one.name })),
  } as unknown as Procedure
}
const read = (file: string): Procedure => procedureFrom(parse(readFileSync(new URL(file, kFolder), 'utf8')) as unknown as Rules)

/** Every procedure of rules/procedures. */
export const procedures = readdirSync(kFolder).filter((one) => one.endsWith('.toml')).sort().map(read)
export const procedureOf = (id: string): Procedure => procedures.find((one) => one.id === id)!
export const procedure = procedureOf('certificate')

/** An application in `state` after `steps` ([event, actor]), as an officer of `role` sees it. */
export function applicationIn(state: string, role: string, steps: [string, string][] = [], running: string[] = []): Application {
  const undone = new Set<string>()
  const done = new Set<string>()
  for (const [event] of steps) {
    for (const reset of procedure.transitions.filter((one) => one.event === event).flatMap((one) => one.resets)) done.delete(reset)
    done.add(event)
    undone.delete(event)
  }
  const possible = procedure.transitions.filter((one) => one.origin === 'person' && one.from.includes(state) && one.roles.includes(role))
  return {
    number: 'SQ-2026-TEST', state: { id: state, zh: state, en: state }, version: steps.length, opened_at: '2026-04-20T00:00:00Z',
    rules_version: '1.0', profile: 'individual', purpose: 'new', subject: [], procedure: '1', notification: '1.0', key_sm3: 'ab'.repeat(32),
    dns: [], mails: [], identities: [], phone: '', validity_days: 365, materials: [],
    steps: steps.map(([event, actor], position) => ({ position, event, actor, at: '2026-04-20T00:00:00Z' })),
    gates: procedure.gates.map((one) => ({ ...one, open: done.has(one.event) })),
    possible: possible.map((one) => ({ event: one.event, zh: one.zh, en: one.en, adverse: one.adverse, inputs: one.inputs })),
    clocks: running.map((id) => ({ id, zh: id, en: id, overdue_at: '2026-05-01T00:00:00Z' })),
  } as Application
}
