// A person's own link. The token is drawn on the officer's machine and stands behind the # of the address, which no
// browser sends; the server learns its SM3 when the link is made, and the token when its person brings it.
import { toBase64, toHex } from '../crypto/bytes'
import { sm3 } from '../crypto/sm3'

const kTokenOctets = 32 // as kTokenOctets of src/registration/rosters.hpp
export const kJoinPath = '/public/join'

export interface Link {
  position: number
  address: string
  sm3: string
}

const toUrl = (base64: string): string => base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')

export function newLink(position: number, origin: string): Link {
  const token = crypto.getRandomValues(new Uint8Array(kTokenOctets))
  return { position, address: `${origin}${kJoinPath}#${toUrl(toBase64(token))}`, sm3: toHex(sm3(token)) }
}

/** The token of an address's fragment, in base64 as the API takes it; nothing where it is none. */
export function tokenOf(fragment: string): string | undefined {
  const text = fragment.startsWith('#') ? fragment.slice(1) : fragment
  if (!/^[A-Za-z0-9_-]{43}$/.test(text)) return undefined
  return `${text.replaceAll('-', '+').replaceAll('_', '/')}=`
}
