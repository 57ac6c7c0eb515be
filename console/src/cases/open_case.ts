// A case that is open on a page: read with its rules, watched for steps of others, and what may be done in it now.
import { computed, onUnmounted, ref, type ComputedRef, type Ref } from 'vue'
import { ApiProblem } from '../api/problem'
import { useLoad, type Load } from '../load'
import { session } from '../office/session'
import type { Procedure } from '../office/work'
import { caseActs, type CaseAct } from './acts'
import { fetchCase, rulesOf } from './case_api'
import type { Case } from './rules'

const kWatch = 15_000
export interface OpenCase {
  page: Load<{ the_case: Case; procedure: Procedure }>
  the_case: ComputedRef<Case | undefined>
  procedure: ComputedRef<Procedure | undefined>
  acts: ComputedRef<CaseAct[]>
  /** Version that somebody else's step has led to; 0: none has. */
  changed: Ref<number>
  /** For SignDialog: somebody else was faster, and the page shows the case as it is now. */
  refused: (fault: unknown) => Promise<void>
}

/** What is being typed or signed stays: `busy` holds the watching up. */
export function useOpenCase(number: string, busy: () => boolean): OpenCase {
  const page = useLoad(async () => {
    const the_case = await fetchCase(number)
    return { the_case, procedure: await rulesOf(the_case) }
  })
  const the_case = computed(() => page.data.value?.the_case)
  const procedure = computed(() => page.data.value?.procedure)
  const acts = computed(() => (procedure.value && the_case.value ? caseActs(procedure.value, the_case.value) : []))
  const changed = ref(0)
  const watching = setInterval(async () => {
    const shown = the_case.value?.version
    if (session.locked || shown === undefined || busy() || document.visibilityState !== 'visible') return
    const newer = await fetchCase(number).catch(() => undefined) // the next act will say what is wrong
    if (!newer || newer.version === shown || the_case.value?.version !== shown) return
    await page.reload()
    changed.value = newer.version
  }, kWatch)
  onUnmounted(() => clearInterval(watching))
  async function refused(fault: unknown): Promise<void> {
    if (!(fault instanceof ApiProblem) || fault.status !== 409) return
    await page.reload()
    changed.value = the_case.value?.version ?? 0
  }
  return { page, the_case, procedure, acts, changed, refused }
}
