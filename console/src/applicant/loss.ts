// What a caller who lost the key is asked, in the words of the procedure that draws the questions.
import type { Label, Procedure } from '../office/work'

/** In the order of the practice statement; a question without words here is left out, the officer has them. */
export function questionWords(procedure: Procedure, questions: readonly string[]): Label[] {
  const codes = procedure.transitions.flatMap((one) => one.inputs).filter((one) => one.type === 'texts').flatMap((one) => one.codes)
  return questions.flatMap((id) => codes.filter((one) => one.code === id).slice(0, 1))
}
