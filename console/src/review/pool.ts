// The review pool: whose turn it is, what may come of a case, and the keys for it. The interface has no lock on a case: two
// officers are kept apart as far as may be by being offered different ones, and the first signature counts.
import type { Entered } from '../office/inputs'
import { counterOf, type Todo } from '../office/todo'
import type { Act, Input } from '../office/work'

const kReviewer = 'review_officer'
const kSpread = 8 // of those that are equally urgent, so many are shared out
const kKeys = 9 // one digit each

/** Those of an officer's queue that wait for a review. */
export const poolOf = (mine: Todo[]): Todo[] => mine.filter((one) => one.act?.transition?.roles.includes(kReviewer))

/** FNV-1a over UTF-16 units: no secret, only a different order for each officer. */
function rankOf(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0
  return hash
}

/** The next case for this officer: what is overdue or due today first, then by time; `passed` were put back for now. */
export function nextOf(pool: Todo[], officer: string, passed: Set<string>, now: number): Todo | undefined {
  const open = pool.filter((one) => !passed.has(one.summary.number))
  const urgent = open.filter((one) => ['over', 'today'].includes(counterOf(one, now)))
  const near = (urgent.length > 0 ? urgent : open).slice(0, kSpread)
  const rank = (one: Todo): number => rankOf(`${officer} ${one.summary.number}`)
  return near.sort((a, b) => rank(a) - rank(b))[0]
}

export interface Outcome {
  key: string // digit
  kind: 'pass' | 'back' | 'adverse'
  act: Act
  /** Where a phrase goes. */
  text: Input | undefined
}

const kindOf = (act: Act): Outcome['kind'] => (act.pushes || act.done ? 'pass' : act.adverse || act.irreversible ? 'adverse' : 'back')
const kOrder = ['pass', 'back', 'adverse']

/**
 * What may come of the case now, from the rules: what moves it on, what sends it back, what ends it. A key stays with its act
 * while another officer's step takes one away: a finger that is on its way hits nothing else.
 */
export function outcomesOf(acts: Act[]): Outcome[] {
  return [...acts]
    .sort((a, b) => kOrder.indexOf(kindOf(a)) - kOrder.indexOf(kindOf(b)))
    .slice(0, kKeys)
    .map((act, i) => ({ key: String(i + 1), kind: kindOf(act), act, text: act.possible.inputs.find((one) => one.type === 'text') }))
    .filter(({ act }) => !act.obstacle && !act.done)
}

/** To choose the outcome that moves a case on is to say yes to what it asks; everything else is entered. */
export function preset(outcome: Outcome, entered: Entered): void {
  if (outcome.kind !== 'pass') return
  for (const input of outcome.act.possible.inputs) if (input.type === 'flag' && input.required && entered[input.id] === undefined) entered[input.id] = true
}

interface Pressed {
  key: string
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
  isComposing: boolean
  defaultPrevented: boolean
  target: unknown
}
const kTyping = ['INPUT', 'TEXTAREA', 'SELECT']

/** The single key that was meant for the page; empty while somebody types, composes, or a dialog is open. */
export function keyOf(event: Pressed, dialogOpen: boolean): string {
  if (dialogOpen || event.isComposing || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return ''
  const target = event.target as { tagName?: string; isContentEditable?: boolean; type?: string; role?: string | null } | null
  const ticked = target?.tagName === 'INPUT' && ['radio', 'checkbox'].includes(target.type ?? '')
  if (target?.isContentEditable || (kTyping.includes(target?.tagName ?? '') && !ticked) || target?.role === 'combobox') return ''
  return event.key.length === 1 ? event.key.toLowerCase() : event.key
}
