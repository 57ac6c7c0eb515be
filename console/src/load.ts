// Reading something for a page: what came, what went wrong, whether it takes long (P12).
import { onScopeDispose, ref, shallowRef, type Ref, type ShallowRef } from 'vue'

export interface Load<T> {
  data: ShallowRef<T | undefined>
  fault: ShallowRef<unknown>
  busy: Ref<boolean>
  slow: Ref<boolean> // after kSlow
  reload: () => Promise<void>
}

const kSlow = 5_000 // milliseconds, P12

/** Starts at once. Of two that overlap the later one counts; what was there stays until something newer comes. */
export function useLoad<T>(load: () => Promise<T>): Load<T> {
  const data = shallowRef<T>()
  const fault = shallowRef<unknown>()
  const busy = ref(false)
  const slow = ref(false)
  let round = 0
  async function reload(): Promise<void> {
    const mine = ++round
    busy.value = true
    const timer = setTimeout(() => (slow.value = mine === round), kSlow)
    try {
      const came = await load()
      if (mine === round) {
        data.value = came
        fault.value = undefined
      }
    } catch (thrown) {
      if (mine === round) fault.value = thrown
    } finally {
      clearTimeout(timer)
      if (mine === round) {
        busy.value = false
        slow.value = false
      }
    }
  }
  onScopeDispose(() => (round += 1))
  void reload()
  return { data, fault, busy, slow, reload }
}
