// What is wrong with what was typed, in a sentence: "Shareholders 2 Share must be …" for a cell of a repeated section.
import { useWords } from '../i18n'
import type { InputFault } from './inputs'
import type { Input } from './work'

export function useFaultWords(): (inputs: Input[], fault: InputFault) => string {
  const { t, label } = useWords()
  return (inputs, fault) => {
    const [section, row, cell] = fault.id.split('.')
    const input = inputs.find((one) => one.id === section)
    const field = cell === undefined ? input : input?.fields?.find((one) => one.id === cell)
    const word = fault.kind === 'notNumber' && field?.type === 'money' ? 'notMoney' : fault.kind
    return t(`case.${word}`, [cell === undefined ? label(field) : `${label(input)} ${Number(row) + 1} ${label(field)}`, ...fault.limits])
  }
}
