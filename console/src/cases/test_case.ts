// For tests: a case of any procedure in a state, as an officer of a role is shown it by the server's own rule
// (src/procedure/engine.hpp, possible(); src/endpoints/cases/case_json.cpp).
import type { Procedure } from '../office/work'
import type { Case, CaseStep } from './rules'

export interface Made {
  event: string
  actor: string
  item?: string
  inputs?: Record<string, unknown>
  hidden?: string[]
}

export function caseIn(procedure: Procedure, state: string, role: string, steps: Made[] = [], clocks: Partial<Case['clocks'][number]>[] = []): Case {
  const done = new Set<string>()
  for (const { event } of steps) {
    for (const reset of procedure.transitions.filter((one) => one.event === event).flatMap((one) => one.resets)) done.delete(reset)
    done.add(event)
  }
  const word = procedure.states.find((one) => one.id === state)!
  const items = new Map<string, string>()
  for (const one of steps) {
    const adds = procedure.transitions.find((each) => each.event === one.event && each.adds)
    if (adds && one.item !== undefined) items.set(one.item, adds.item!)
  }
  const possible = procedure.transitions.filter((one) => one.origin === 'person' && one.from.includes(state) && one.roles.includes(role))
  return {
    number: 'XK-2026-1', procedure: procedure.id, procedure_version: procedure.version, zh: procedure.zh, en: procedure.en, state: { ...word }, version: steps.length, ended: word.final,
    party: 'unit/91110000100000000A', scope: '530000', opened_at: '2026-04-20T00:00:00Z',
    steps: steps.map((one, position): CaseStep => {
      const by = procedure.transitions.find((each) => each.event === one.event)
      return { position, event: one.event, zh: by?.zh ?? one.event, en: by?.en ?? one.event, actor: one.actor, origin: 'person', at: `2026-04-20T00:0${position % 10}:00Z`, inputs: (one.inputs ?? {}) as Record<string, never>, hidden: one.hidden ?? [], outputs: by?.outputs ?? [], ...(one.item === undefined ? {} : { item: one.item }) }
    }),
    clocks: clocks.map((one) => ({ id: 'x', zh: '期限', en: 'Period', start: 0, outcome: 'running' as const, paused: false, ...one })),
    moves: [],
    gates: procedure.gates.map((one) => ({ id: one.id, zh: one.zh, en: one.en, article: one.article, open: done.has(one.event) })),
    items: [...items].map(([id, kind]) => ({ id, kind, zh: procedure.items!.find((one) => one.id === kind)!.zh, en: procedure.items!.find((one) => one.id === kind)!.en })),
    children: [],
    settings: [],
    possible: possible.map((one) => ({ event: one.event, zh: one.zh, en: one.en, to: one.to, adverse: one.adverse, adds: one.adds ?? false, needs: one.needs, outputs: one.outputs, cites: one.cites, inputs: one.inputs, ...(one.item === undefined ? {} : { item: one.item }) })),
  }
}
