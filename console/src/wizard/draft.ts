// The draft of a licence application: kept as typed, sealed with the officer's own key, found again after a reload. With a token whose
// bridge keeps no secret nothing can be sealed: then it lives as long as the page, and the page says so.
import { reactive, shallowReactive } from 'vue'
import { serverNow } from '../api/client'
import { toHex, utf8 } from '../crypto/bytes'
import { sealOctets, unsealOctets } from '../crypto/seal'
import { sm3 } from '../crypto/sm3'
import { refusalOf } from '../office/file_upload'
import { holderOf } from '../filings/held'
import type { KeyHolder } from '../keys/key_holder'
import { emptyApplication, type ApplicationFile, type Written } from './application'
import { browserStore, type Store } from './sealed_store'

const kPurpose = 'licence-application'
/** What a letter takes; a package goes into one. */
export const kTakes = holderOf(new Map()).takes!

export type Keeping =
  | { state: 'none' | 'saving' } // nothing written yet
  | { state: 'saved'; at: number }
  | { state: 'failed' | 'token' } // not kept beyond the page
  | { state: 'other' } // there is one that another key sealed: it is left alone until this one is written

export interface LicenceDraft {
  written: Written
  keeping: Keeping
  octets: ReadonlyMap<string, Uint8Array>
  /** Takes up what was kept, once; to be awaited before anything is written. */
  resume: () => Promise<void>
  /** Keeps what changed. While the key is locked nothing is kept, and it is to be called again. */
  save: () => Promise<void>
  /** Why it is not taken; empty: it was, as the paper (none: an addition). */
  add: (section: string, paper: string, file: { name: string; size: number; arrayBuffer: () => Promise<ArrayBuffer> }) => Promise<'' | 'type' | 'size' | 'empty'>
  /** The file is another paper too, or is none any more; without papers where it had one, it goes. */
  mark: (file: ApplicationFile, paper: string, yes: boolean) => void
  remove: (file: ApplicationFile) => void
  drop: () => Promise<void>
}

const textName = (account: string): string => `${kPurpose}/${account}/text`
const fileName = (account: string, digest: string): string => `${kPurpose}/${account}/file/${digest}`

export function draftFor(account: string, key: KeyHolder, store: Store = browserStore): LicenceDraft {
  const octets = shallowReactive(new Map<string, Uint8Array>())
  const kept = new Set<string>() // digests of files in the store
  const sealing = (): Uint8Array | undefined => (key.seals && !key.locked ? key.sealingKey(kPurpose) : undefined)
  let taken = false // what was kept is looked for before anything is written over it
  let last: Promise<void> = Promise.resolve() // one after the other: an older text never comes after a newer

  async function keep(): Promise<void> {
    if (!key.seals) return void (draft.keeping = { state: 'token' })
    const with_ = sealing()
    if (!with_ || !taken) return
    draft.keeping = { state: 'saving' }
    try {
      const named = new Set(draft.written.files.map((one) => one.sm3))
      for (const digest of named) {
        const content = octets.get(digest)
        if (!content || kept.has(digest)) continue
        await store.put(fileName(account, digest), sealOctets(content, with_))
        kept.add(digest)
      }
      await store.put(textName(account), sealOctets(utf8(JSON.stringify(draft.written)), with_))
      // After the text that does not name them any more.
      for (const name of await store.names(fileName(account, ''))) if (!named.has(name.slice(name.lastIndexOf('/') + 1))) await store.remove(name)
      for (const digest of [...kept]) if (!named.has(digest)) kept.delete(digest)
      draft.keeping = { state: 'saved', at: serverNow() }
    } catch {
      draft.keeping = { state: 'failed' }
    }
  }

  async function takeUp(): Promise<void> {
    const with_ = sealing()
    if (!with_) return void (draft.keeping = { state: key.seals ? 'none' : 'token' })
    if (taken) return
    taken = true
    try {
      const sealed = await store.get(textName(account))
      if (!sealed) return
      const text = unsealOctets(sealed, with_)
      if (!text) return void (draft.keeping = { state: 'other' })
      Object.assign(draft.written, emptyApplication(), JSON.parse(new TextDecoder().decode(text)))
      for (const file of draft.written.files) {
        const content = await store.get(fileName(account, file.sm3))
        const plain = content && unsealOctets(content, with_)
        if (!plain || toHex(sm3(plain)) !== file.sm3) continue // the pre-check says that it is lost
        octets.set(file.sm3, plain)
        kept.add(file.sm3)
      }
      draft.keeping = { state: 'saved', at: serverNow() }
    } catch {
      draft.keeping = { state: 'failed' }
    }
  }

  const draft: LicenceDraft = reactive({
    written: emptyApplication(),
    keeping: { state: 'none' } as Keeping,
    octets,
    resume: takeUp,
    save: () => (last = last.then(keep)),
    async add(section, paper, file) {
      const refused = refusalOf(file, kTakes)
      if (refused !== '') return refused
      const content = new Uint8Array(await file.arrayBuffer())
      const digest = toHex(sm3(content))
      octets.set(digest, content)
      const same = draft.written.files.find((one) => one.section === section && one.sm3 === digest)
      if (same) draft.mark(same, paper, true)
      else draft.written.files.push({ sm3: digest, name: file.name, size: content.length, section, papers: paper === '' ? [] : [paper] })
      return ''
    },
    mark(file, paper, yes) {
      const papers = [...file.papers.filter((one) => one !== paper), ...(yes && paper !== '' ? [paper] : [])]
      if (!yes && papers.length === 0) return draft.remove(file)
      const own = draft.written.files.find((one) => one.section === file.section && one.sm3 === file.sm3)
      if (own) own.papers = papers
    },
    remove(file) {
      draft.written.files = draft.written.files.filter((one) => one.section !== file.section || one.sm3 !== file.sm3)
    },
    async drop() {
      Object.assign(draft.written, emptyApplication())
      octets.clear()
      kept.clear()
      await last
      for (const name of await store.names(`${kPurpose}/${account}/`).catch((): string[] => [])) await store.remove(name).catch(() => undefined)
      draft.keeping = { state: 'none' }
    },
  }) as LicenceDraft
  return draft
}

const drafts = new WeakMap<KeyHolder, LicenceDraft>() // of who is signed in: other pages may be looked at meanwhile
export function openDraft(account: string, key: KeyHolder): LicenceDraft {
  let draft = drafts.get(key)
  if (!draft) drafts.set(key, (draft = draftFor(account, key)))
  return draft
}
