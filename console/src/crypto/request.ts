// A certificate request (PKCS#10, RFC 2986; GM/T 0092-2020): the key to be certified, signed with itself. What stands in
// the certificate comes from the application's form, not from here, so the request names nobody.
import { context, DerReader, tag } from './der'
import { bitString, element, more, oid, sequence, set, smallInteger, utf8String } from './der_writer'
import { sm2Verify, type Sign } from './message_signature'
import { signatureFromDer, signatureToDer } from './signature_der'

const kSm2Sm3 = '1.2.156.10197.1.501'
// RFC 5280 appendix A.1: a country is a PrintableString.
const kTypes: Record<string, [string, (text: string) => Uint8Array]> = {
  C: ['2.5.4.6', (text) => element(more.printableString, new TextEncoder().encode(text))],
  O: ['2.5.4.10', utf8String],
  CN: ['2.5.4.3', utf8String],
}

export function publicKeyInfo(point: Uint8Array): Uint8Array {
  return sequence(sequence(oid('1.2.840.10045.2.1'), oid('1.2.156.10197.1.301')), bitString(point))
}

function name(fields: [string, string][]): Uint8Array {
  return sequence(
    ...fields.map(([type, value]) => {
      const [id, write] = kTypes[type] ?? []
      if (!id || !write) throw new RangeError(`no name field ${type}`)
      return set(sequence(oid(id), write(value)))
    }),
  )
}

/** DER. `sign` gives r || s by the key whose point this is. */
export async function createRequest(subject: [string, string][], point: Uint8Array, sign: Sign): Promise<Uint8Array> {
  const info = sequence(smallInteger(0), name(subject), publicKeyInfo(point), element(context(0)))
  const signature = await sign(info)
  return sequence(info, sequence(oid(kSm2Sm3)), bitString(signatureToDer(signature)))
}

/** The key of a request that proves its possession; nothing when it does not. Throws DerError or RangeError. */
export function keyOfRequest(der: Uint8Array): Uint8Array | undefined {
  const outer = new DerReader(der)
  const request = outer.enter()
  outer.end()
  const info = request.next()
  request.enter()
  const bits = request.expect(tag.bitString)
  request.end()
  const body = new DerReader(info.content)
  body.expect(tag.integer)
  body.expect(tag.sequence)
  const key = body.enter()
  key.enter()
  const point = key.expect(tag.bitString).subarray(1)
  const holds = sm2Verify(info.whole, signatureFromDer(bits.subarray(1)), point)
  return holds ? point : undefined
}
