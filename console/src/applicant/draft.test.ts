import { beforeEach, describe, expect, it, vi } from 'vitest'
import { keyFile, newKeyPair } from '../crypto/new_key'
import { FileKey } from '../keys/file_key'
import { draft, dropDraft, forgetApplications, formOf, held, rememberApplication, rememberedApplications, resumeDraft, saveDraft, storedDraft, type Draft } from './draft'
import { needsOldKey, precheck } from './precheck'
import { classFor } from './test_class'

let storage = new Map<string, string>()
beforeEach(() => {
  storage = new Map()
  vi.stubGlobal('localStorage', { getItem: (key: string) => storage.get(key) ?? null, setItem: (key: string, value: string) => void storage.set(key, value), removeItem: (key: string) => void storage.delete(key) })
  dropDraft()
})
const newKey = async (): Promise<FileKey> => FileKey.open('k.key', await keyFile(newKeyPair(), '口令-12345', 1000), '口令-12345')
const values = { 'subject.CN': '𬭩三', 'identity.0': '990101199001010019', phone: '13800001234' }

describe('a draft', () => {
  it('is not written before there is a key', () => {
    Object.assign(draft, { profile: 'individual', values })
    saveDraft()
    expect(storage.size).toBe(0)
  })
  it('comes back with its key, and shows nothing personal without it', async () => {
    const key = await newKey()
    Object.assign(draft, { profile: 'individual', step: 3, values: { ...values } })
    held.key = key
    saveDraft()
    const text = [...storage.values()].join('')
    for (const secret of ['990101199001010019', '13800001234', '𬭩三', 'subject']) expect(text).not.toContain(secret)
    expect(storedDraft()).toMatchObject({ profile: 'individual', purpose: 'new', step: 3 })

    Object.assign(draft, { profile: '', step: 0, values: {} })
    held.key = undefined
    expect(resumeDraft(await newKey())).toBe(false)
    expect(draft.values).toEqual({})
    expect(resumeDraft(key)).toBe(true)
    expect(draft).toMatchObject({ profile: 'individual', step: 3, values })
    expect(held.key).toBe(key)
  })
  it('is not written with a locked key, and is gone when dropped', async () => {
    const key = await newKey()
    held.key = key
    saveDraft()
    const before = storage.get('yinxin.application-draft')
    key.lock()
    Object.assign(draft, { values: { phone: '1' } })
    saveDraft()
    expect(storage.get('yinxin.application-draft')).toBe(before)
    dropDraft()
    expect(storage.size).toBe(0)
  })
  it.each(['{', '[]', '{"sealed":1}', '{"sealed":"x","profile":"y","purpose":"gift"}', 'null'])('%s is none', (text) => {
    storage.set('yinxin.application-draft', text)
    expect(storedDraft()).toBeUndefined()
  })
  it('says when the storage takes nothing', async () => {
    held.key = await newKey()
    vi.stubGlobal('localStorage', { setItem: () => { throw new Error('full') }, removeItem: () => undefined })
    saveDraft()
    expect(held.savedAt).toBeUndefined()
  })
})

describe('the form that is sent', () => {
  const made = (more: Partial<Draft> = {}): Draft => ({ profile: 'individual', purpose: 'new', replaces: '', reason: '', step: 4, values: { ...values, 'identity.0': '9901 0119 9001 0100 19', mails: 'a@b.cn\nc@d.cn', validity_days: '730' }, ...more })
  it('has the members of the API, and nothing that stayed empty', () => {
    expect(formOf(classFor('individual'), made(), 'PEM', '')).toEqual({
      purpose: 'new', profile: 'individual', subject: [{ type: 'CN', value: '𬭩三' }], identities: [{ kind: 'resident_id', number: '990101199001010019' }],
      dns: [], mails: ['a@b.cn', 'c@d.cn'], phone: '13800001234', validity_days: 730, request: 'PEM',
    })
  })
  it('of a renewal names the certificate replaced and has its signature', () => {
    expect(formOf(classFor('individual'), made({ purpose: 'renewal', replaces: 'ab12' }), 'PEM', 'SIG')).toMatchObject({ purpose: 'renewal', replaces: 'ab12', replaced_signature: 'SIG' })
    expect(formOf(classFor('individual'), made({ purpose: 'rekey', replaces: 'ab12', reason: 'lost' }), 'PEM', '')).toMatchObject({ reason: 'lost' })
    expect(formOf(classFor('individual'), made({ purpose: 'change', replaces: 'ab12', reason: 'lost' }), 'PEM', '')).not.toHaveProperty('reason')
  })
})

describe('the pre-check', () => {
  const has = { hasKey: true, hasOldKey: false, files: [{ kind: 'identity_document' }], consent: true }
  const whole: Draft = { profile: 'individual', purpose: 'new', replaces: '', reason: '', step: 4, values: { ...values } }
  const kinds = (made: Draft, changed: Partial<typeof has> = {}): string[] => precheck(classFor('individual'), made, { ...has, ...changed }, true).map((one) => one.kind)
  it('finds nothing where nothing is missing', () => {
    expect(kinds(whole)).toEqual([])
  })
  it('names each thing with where to put it right', () => {
    expect(precheck(classFor('individual'), { ...whole, values: {} }, { ...has, files: [], hasKey: false, consent: false }, true).map((one) => [one.step, one.kind, one.fault?.id ?? one.material])).toEqual([
      [1, 'key', undefined], [2, 'field', 'subject.CN'], [2, 'field', 'identity.0'], [2, 'field', 'phone'], [3, 'material', 'identity_document'], [4, 'consent', undefined],
    ])
    expect(precheck(undefined, whole, has, true)).toEqual([{ step: 0, kind: 'class' }])
  })
  it('asks for the old key where it can sign', () => {
    expect(kinds({ ...whole, purpose: 'renewal', replaces: 'ab12' })).toEqual(['oldKey'])
    expect(kinds({ ...whole, purpose: 'renewal', replaces: '' }, { hasOldKey: true })).toEqual(['replaces'])
    expect([['rekey', ''], ['rekey', 'compromised'], ['rekey', 'lost'], ['change', ''], ['new', '']].map(([purpose, reason]) => needsOldKey({ purpose: purpose as Draft['purpose'], reason: reason! }, true))).toEqual([true, true, false, false, false])
    expect(needsOldKey({ purpose: 'renewal', reason: '' }, false)).toBe(false)
  })
})

describe('applications of this browser', () => {
  it('are remembered by number, newest first, once each, and can be forgotten', () => {
    rememberApplication('SQ-2026-7K3M9QAX')
    rememberApplication('SQ-2026-00000001')
    rememberApplication('SQ-2026-7K3M9QAX')
    expect(rememberedApplications().map((one) => one.number)).toEqual(['SQ-2026-7K3M9QAX', 'SQ-2026-00000001'])
    storage.set('yinxin.applications', '[{"number":"<b>"}]')
    expect(rememberedApplications()).toEqual([])
    forgetApplications()
    expect(storage.size).toBe(0)
  })
})
