import { describe, expect, it } from 'vitest'
import { fromBase64, toBase64 } from './bytes'
import { newKeyPair } from './new_key'
import { seal, sealingKey, unseal } from './seal'

const text = JSON.stringify({ name: '𬭩䶮·测试', number: '990101199001010019' })

describe('a sealed draft', () => {
  const pair = newKeyPair()
  const key = sealingKey(pair.privateKey, 'draft')
  it('opens with the key that sealed it and shows nothing of itself', () => {
    const sealed = seal(text, key)
    expect(unseal(sealed, key)).toBe(text)
    const octets = new TextDecoder().decode(fromBase64(sealed))
    expect(octets).not.toContain('990101')
    expect(sealed).not.toContain('990101')
    expect(seal(text, key)).not.toBe(sealed)
  })
  it('opens with no other key and for no other purpose', () => {
    const sealed = seal(text, key)
    expect(unseal(sealed, sealingKey(newKeyPair().privateKey, 'draft'))).toBeUndefined()
    expect(unseal(sealed, sealingKey(pair.privateKey, 'another'))).toBeUndefined()
  })
  it('does not open when anything of it changed', () => {
    const octets = fromBase64(seal(text, key))
    for (let at = 0; at < octets.length; at += 3) {
      const changed = octets.slice()
      changed[at]! ^= 0x10
      expect(unseal(toBase64(changed), key)).toBeUndefined()
    }
    for (const bad of ['', 'AAAA', '?', toBase64(octets.subarray(0, 20))]) expect(unseal(bad, key)).toBeUndefined()
  })
})
