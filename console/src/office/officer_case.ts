// One application in front of an officer: what is shown, what changed meanwhile and by whom. What is being typed or signed stays.
import { computed, onScopeDispose, shallowRef, type ComputedRef, type ShallowRef } from 'vue'
import { ApiProblem } from '../api/problem'
import { useLoad, type Load } from '../load'
import { fetchApplication, fetchProcedure } from './officer_api'
import { session } from './session'
import { actsOf, type Act, type Application, type Procedure } from './work'

export interface Change {
  version: number
  steps: Application['steps'] // that were not there before
}
export interface OfficerCase {
  page: Load<{ procedure: Procedure; application: Application }>
  procedure: ComputedRef<Procedure | undefined>
  application: ComputedRef<Application | undefined>
  acts: ComputedRef<Act[]>
  /** By others, since it was last looked at. */
  change: ShallowRef<Change | undefined>
  /** For a refused signature: somebody else was faster, so the case is read again and the change shown. */
  refused: (fault: unknown) => Promise<void>
}

const conflict = (fault: unknown): boolean => fault instanceof ApiProblem && fault.status === 409

/** What `after` has that `before` had not. */
export function changeOf(before: Application, after: Application): Change {
  const last = before.steps.at(-1)?.position ?? -1
  return { version: after.version, steps: after.steps.filter((one) => one.position > last) }
}

/** Asks every `every` milliseconds whether somebody else did something; not while `busy`. */
export function useOfficerCase(number: string, every: number, busy: () => boolean): OfficerCase {
  const page = useLoad(async () => {
    const [procedure, application] = await Promise.all([fetchProcedure(), fetchApplication(number)])
    return { procedure, application }
  })
  const change = shallowRef<Change>()
  const application = computed(() => page.data.value?.application)
  const procedure = computed(() => page.data.value?.procedure)
  const acts = computed(() => (procedure.value && application.value ? actsOf(procedure.value, application.value, `officer/${session.officer?.id}`) : []))

  async function reloadAndTell(): Promise<void> {
    const before = application.value
    await page.reload()
    const after = application.value
    if (before && after && after.version !== before.version) change.value = changeOf(before, after)
  }
  const watching = setInterval(async () => {
    const shown = application.value?.version
    if (session.locked || shown === undefined || busy() || document.visibilityState !== 'visible') return
    const now = await fetchApplication(number).catch(() => undefined) // the next act will say what is wrong
    if (!now || now.version === shown || application.value?.version !== shown) return
    await reloadAndTell()
  }, every)
  onScopeDispose(() => clearInterval(watching))
  const refused = async (fault: unknown): Promise<void> => {
    if (conflict(fault)) await reloadAndTell()
  }
  return { page, procedure, application, acts, change, refused }
}
