// Whose application it is, in a line or two.
import type { Summary } from './work'

export function subjectName(one: Summary): string {
  const value = (type: string): string | undefined => one.subject.find((field) => field.type === type)?.value
  return value('CN') ?? value('O') ?? '—'
}

/** The organisation beside a person's name; nothing where it says the same. */
export function subjectOrganisation(one: Summary): string {
  const name = one.subject.find((field) => field.type === 'O')?.value ?? ''
  return name === subjectName(one) ? '' : name
}
