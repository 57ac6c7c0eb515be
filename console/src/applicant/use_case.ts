// The application that the opened key serves, with the rules it follows, kept up to date while somebody looks.
import { onUnmounted, shallowRef, watch, type ShallowRef } from 'vue'
import { ApiProblem } from '../api/problem'
import { useLoad, type Load } from '../load'
import type { KeyHolder } from '../keys/key_holder'
import { fetchProcedure } from '../office/officer_api'
import type { Application, Procedure } from '../office/work'
import { fetchApplication, findNumber } from './applicant_api'
import { mine } from './my_key'

export interface MyCase {
  procedure: Procedure
  application: Application
}
export interface CaseOfKey {
  page: Load<MyCase | undefined>
  /** Asked for by number, for a key that serves nothing any more. */
  asked: ShallowRef<string>
}

const kWatch = 20_000

/** Nothing when the key serves no application, or the number asked for is not this key's. */
export function useCase(number: string): CaseOfKey {
  const asked = shallowRef(number)
  const page = useLoad(async () => {
    const key: KeyHolder | undefined = mine.locked ? undefined : mine.key
    if (!key) return undefined
    const [procedure, found] = await Promise.all([fetchProcedure(), numberFor(key, asked.value)])
    if (found === undefined) return undefined
    return { procedure, application: await fetchApplication(key, found) }
  })
  watch(() => [mine.key, mine.locked], () => void page.reload())
  const watching = setInterval(async () => {
    const shown = page.data.value?.application
    const key = mine.locked ? undefined : mine.key
    if (!shown || !key || document.visibilityState !== 'visible' || document.querySelector('.el-overlay')) return
    const now = await fetchApplication(key, shown.number).catch(() => undefined)
    if (now && now.version !== page.data.value?.application.version) void page.reload()
  }, kWatch)
  onUnmounted(() => clearInterval(watching))
  return { page, asked }
}

/** The number that was asked for counts, where it is this key's; otherwise the one that the key serves. */
async function numberFor(key: KeyHolder, asked: string): Promise<string | undefined> {
  if (asked !== '') {
    const own = await fetchApplication(key, asked).then(
      () => true,
      (fault: unknown) => {
        if (fault instanceof ApiProblem && [403, 404].includes(fault.status)) return false
        throw fault
      },
    )
    if (own) return asked
  }
  return findNumber(key)
}
