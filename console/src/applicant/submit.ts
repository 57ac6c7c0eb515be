// From the draft to the request that is sent. The same draft sent again is the same request, octet for octet, so that no
// lost answer makes two applications.
import { newIdempotencyKey } from '../api/signed'
import { toBase64 } from '../crypto/bytes'
import { toPem } from '../crypto/pem'
import { createRequest } from '../crypto/request'
import { signatureToDer } from '../crypto/signature_der'
import type { FileKey } from '../keys/file_key'
import type { KeyHolder } from '../keys/key_holder'
import { addMaterial, submitForm, type Form, type Receipt } from './applicant_api'
import type { CertificateClass } from './classes'
import { fingerprintOf, formOf, type ChosenFile, type Draft } from './draft'

// What stands in the certificate comes from the form, which officers check.
export const kRequestSubject: [string, string][] = [['C', 'CN'], ['CN', '申请人']]

let last: { made: string; form: Form; idempotencyKey: string } | undefined

async function build(of: CertificateClass, made: Draft, key: FileKey, oldKey: KeyHolder | undefined): Promise<Form> {
  const request = await createRequest(kRequestSubject, key.publicKey, (octets) => key.sign(octets))
  const replaced = oldKey && made.purpose !== 'new' ? toBase64(signatureToDer(await oldKey.sign(request))) : ''
  return formOf(of, made, toPem('CERTIFICATE REQUEST', request), replaced)
}

export async function submitDraft(of: CertificateClass, made: Draft, key: FileKey, oldKey: KeyHolder | undefined): Promise<Receipt> {
  const sameAs = JSON.stringify([{ ...made, step: 0 }, fingerprintOf(key), oldKey ? fingerprintOf(oldKey) : ''])
  if (last?.made !== sameAs) last = { made: sameAs, form: await build(of, made, key, oldKey), idempotencyKey: newIdempotencyKey() }
  return submitForm(key, last.form, last.idempotencyKey)
}

/** One after the other; what failed can be tried again. `changed` is called with each change of a file's state. */
export async function sendFiles(key: KeyHolder, number: string, files: ChosenFile[], changed: () => void): Promise<void> {
  for (const one of files.filter((file) => file.state !== 'there')) {
    one.state = 'sending'
    changed()
    try {
      await addMaterial(key, number, one.kind, one.title, one.file)
      one.state = 'there'
    } catch (fault) {
      one.state = 'failed'
      one.fault = fault
    }
    changed()
  }
}
