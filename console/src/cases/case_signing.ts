// What somebody is about to sign in a case: the same body, and the same words about it, wherever it is done.
import { useWords } from '../i18n'
import type { Signing } from '../office/SignDialog.vue'
import type { Entered } from '../office/inputs'
import { stateName, type Input, type Procedure } from '../office/work'
import { caseEventBody, type CaseAct } from './acts'
import { casePath } from './case_api'
import type { Case } from './rules'

/** `asked` were checked; `which` is the item that the act makes or is about, `about` names the case and it for people. */
export type DescribeCaseAct = (procedure: Procedure, the_case: Case, act: CaseAct, which: string, about: string, asked: Input[], entered: Entered) => Signing

export function useCaseSigning(): DescribeCaseAct {
  const { t, label } = useWords()
  return (procedure, the_case, act, which, about, asked, entered) => {
    const words = label(act.name)
    const { to } = act.possible
    const effect = to !== '' && to !== the_case.state.id ? t('sign.effectMove', [label(stateName(procedure, to))]) : t('sign.effect', [words])
    return {
      verb: words,
      path: `${casePath(the_case.number)}/events`,
      body: caseEventBody(act, the_case.version, which, asked, entered),
      object: the_case.number,
      objectName: `${label(the_case)}　${about}`,
      effect: effect + (act.irreversible ? t('sign.irreversible', [words]) : ''),
      irreversible: act.irreversible,
      inputs: asked,
    }
  }
}
