// What is still missing before an application can be sent, each with where to put it right (P5: 预检).
import { checkFields, fieldsOf, type CertificateClass, type FieldFault } from './classes'
import type { ChosenFile, Draft } from './draft'
import { readSerial } from '../format'

export interface Missing {
  step: 0 | 1 | 2 | 3 | 4
  kind: 'class' | 'replaces' | 'key' | 'field' | 'material' | 'oldKey' | 'consent'
  fault?: FieldFault
  material?: string
}

export interface Held {
  hasKey: boolean
  hasOldKey: boolean
  files: Pick<ChosenFile, 'kind'>[]
  consent: boolean
}

/** A key that is lost or damaged cannot sign; a change is checked anew (src/registration/replacing.cpp). */
export function needsOldKey(made: Pick<Draft, 'purpose' | 'reason'>, byCertificate: boolean): boolean {
  const canSign = made.reason === '' || made.reason === 'compromised'
  return byCertificate && (made.purpose === 'renewal' || (made.purpose === 'rekey' && canSign))
}

export function precheck(of: CertificateClass | undefined, made: Draft, has: Held, byCertificate: boolean): Missing[] {
  if (!of) return [{ step: 0, kind: 'class' }]
  const missing: Missing[] = []
  if (made.purpose !== 'new' && readSerial(made.replaces) === undefined) missing.push({ step: 0, kind: 'replaces' })
  if (!has.hasKey) missing.push({ step: 1, kind: 'key' })
  for (const fault of checkFields(fieldsOf(of), made.values)) missing.push({ step: 2, kind: 'field', fault })
  for (const kind of of.materials) if (!has.files.some((file) => file.kind === kind)) missing.push({ step: 3, kind: 'material', material: kind })
  if (needsOldKey(made, byCertificate) && !has.hasOldKey) missing.push({ step: 4, kind: 'oldKey' })
  if (!has.consent) missing.push({ step: 4, kind: 'consent' })
  return missing
}
