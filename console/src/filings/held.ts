// Files of a letter that is being written: they stay in this page until it goes, and with who is signed in.
import { toHex } from '../crypto/bytes'
import { sm3 } from '../crypto/sm3'
import { kFileEndings, type SendFile } from '../office/file_upload'
import { session, type Officer } from '../office/session'
import { kMaxFilesBytes, type Held } from './filings'

const kOfOfficers = new WeakMap<Officer, Map<string, Held>>() // by the letter they are for

export function heldFor(letter: string): Held {
  const officer = session.officer!
  let all = kOfOfficers.get(officer)
  if (!all) kOfOfficers.set(officer, (all = new Map()))
  let held = all.get(letter)
  if (!held) all.set(letter, (held = new Map()))
  return held
}
export const dropHeld = (letter: string): void => void (session.officer && kOfOfficers.get(session.officer)?.delete(letter))

/** For ActForm: keeps the file, and names it by its SM3. */
export function holderOf(held: Held): SendFile {
  const keep: SendFile = async (_input, file, progress) => {
    const octets = new Uint8Array(await file.arrayBuffer())
    const digest = toHex(sm3(octets))
    held.set(digest, { name: file.name, octets })
    progress(file.size)
    return digest
  }
  keep.takes = { endings: [...kFileEndings, 'md', 'toml', 'json'], most: kMaxFilesBytes, help: 'filings.fileHelp' }
  return keep
}
