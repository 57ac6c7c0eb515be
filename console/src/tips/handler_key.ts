// The handler's own encryption key, as long as the handler is there: it is no key of the account, and is put away with the session.
import { shallowReactive, watch } from 'vue'
import type { FileKey } from '../keys/file_key'
import { session } from '../office/session'
import type { Opener } from './tip_seal'

const own = shallowReactive<{ key: FileKey | undefined }>({ key: undefined })

export const handlerKey = (): FileKey | undefined => own.key
export function takeHandlerKey(key: FileKey | undefined): void {
  if (own.key !== key) own.key?.lock()
  own.key = key
}
watch(
  () => [session.locked, session.officer],
  () => {
    if (session.locked !== '' || !session.officer) takeHandlerKey(undefined)
  },
  { flush: 'sync' },
)
export const openerOf = (key: FileKey): Opener => ({ publicKey: key.publicKey, decrypt: (cipher) => key.decrypt(cipher) })
