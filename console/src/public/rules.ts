// Versions of CPS and CP, and which of them binds today.
import type { components } from '../api/schema'

export type RulesVersion = components['schemas']['RulesVersion']
export type Standing = 'inForce' | 'notYet' | 'past'

/** Of one kind, newest first as the server lists them. */
export function standingOf(one: RulesVersion, all: RulesVersion[], now: number): Standing {
  if (Date.parse(one.effective_at) > now) return 'notYet'
  const inForce = all
    .filter((other) => other.kind === one.kind && other.state === 'published' && Date.parse(other.effective_at) <= now)
    .sort((a, b) => Date.parse(b.effective_at) - Date.parse(a.effective_at))[0]
  return inForce?.version === one.version ? 'inForce' : 'past'
}
