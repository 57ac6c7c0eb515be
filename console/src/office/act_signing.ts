// What an officer is about to sign on an application: the same body, and the same words about it, wherever it is done.
import { useWords } from '../i18n'
import type { Signing } from './SignDialog.vue'
import { eventBody, type Entered } from './inputs'
import { applicationPath } from './officer_api'
import { subjectName } from './subject'
import { stateName, type Act, type Application, type Procedure } from './work'

/** `entered` passed checkInputs(). */
export function useActSigning(): (procedure: Procedure, application: Application, act: Act, entered: Entered) => Signing {
  const { t, label } = useWords()
  return (procedure, application, act, entered) => {
    const { transition, possible, irreversible, name } = act
    const moves = transition && transition.to !== '' && transition.to !== application.state.id
    const words = label(name)
    return {
      verb: words,
      path: `${applicationPath(application.number)}/events`,
      body: eventBody(act.event, application.version, possible.inputs, entered),
      object: application.number,
      objectName: subjectName(application),
      effect: [
        moves ? t('sign.effectMove', [label(stateName(procedure, transition.to))]) : t('sign.effect', [words]),
        irreversible ? t(transition?.outputs.includes('revocation_notice') ? 'sign.revoke' : 'sign.irreversible', [words]) : '',
      ].join(''),
      irreversible,
      inputs: possible.inputs,
    }
  }
}
