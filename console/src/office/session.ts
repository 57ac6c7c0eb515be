// Who is signed in, in this page and nowhere else: a reload ends it. Small, because the router asks it.
import { shallowReactive } from 'vue'
import type { components } from '../api/schema'
import type { KeyHolder } from '../keys/key_holder'
import { dropAllDrafts } from './inputs'

export type Officer = components['schemas']['Officer']

export const kIdleMinutes = 10 // requirements 8.3

export interface Session {
  officer: Officer | undefined
  key: KeyHolder | undefined
  lastSignIn: string | undefined // on this machine
  locked: '' | 'idle' | 'person'
}

export const session = shallowReactive<Session>({ officer: undefined, key: undefined, lastSignIn: undefined, locked: '' })

export function lockSession(why: 'idle' | 'person'): void {
  if (!session.officer || session.locked) return
  session.key?.lock()
  session.locked = why
}

/** What was typed goes with who typed it. */
export function signOut(): void {
  dropAllDrafts()
  session.key?.lock()
  session.officer = undefined
  session.key = undefined
  session.locked = ''
}
