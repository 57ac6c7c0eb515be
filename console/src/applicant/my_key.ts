// The key that a visitor opened, for all public pages, in memory only. It is put away when nobody is there; what the
// visitor typed stays.
import { shallowReactive } from 'vue'
import type { FileKey } from '../keys/file_key'
import { kIdleMinutes } from '../office/session'

/** `rounds` grows whenever a key is put away or taken up again: keys themselves tell nobody. */
export const mine = shallowReactive<{ key: FileKey | undefined; locked: boolean; idle: boolean; rounds: number }>({ key: undefined, locked: false, idle: false, rounds: 0 })

const guarded = new Set<FileKey>()
let lastTouch = 0
let watching: ReturnType<typeof setInterval> | undefined
const touch = (): void => void (lastTouch = Date.now())
const kTouches = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const

function putAway(): void {
  for (const key of guarded) key.lock()
  if (mine.key) lockKey(true)
  mine.rounds += 1
}

/** From now on this key, too, is locked when nobody touches the page for ten minutes. */
export function guard(key: FileKey): void {
  guarded.add(key)
  touch()
  mine.rounds += 1
  if (watching !== undefined) return
  for (const one of kTouches) window.addEventListener(one, touch, { passive: true })
  watching = setInterval(() => {
    if (guarded.size > 0 && Date.now() - lastTouch > kIdleMinutes * 60_000) putAway()
  }, 5_000)
}

/** It may have been locked, and is open again. */
export function useKey(key: FileKey): void {
  guard(key)
  mine.key = key
  mine.locked = false
  mine.idle = false
}

/** A key whose file has a PIN asks for the PIN again; another one is forgotten. */
export function lockKey(idle = false): void {
  mine.key?.lock()
  mine.idle = idle
  if (mine.key?.canUnlock) mine.locked = true
  else mine.key = undefined
  mine.rounds += 1
}

export function forgetKey(): void {
  if (mine.key) {
    mine.key.lock()
    guarded.delete(mine.key)
  }
  mine.key = undefined
  mine.locked = false
  mine.rounds += 1
}
