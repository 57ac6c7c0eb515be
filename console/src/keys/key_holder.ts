// What holds an officer's private key and signs with it: a key file opened in this browser (file_key.ts) or a USB token
// behind a bridge (token_key.ts). The rest of the console sees this interface only.

export interface KeyHolder {
  readonly kind: 'file' | 'token'
  /** For people: the file's name, or what the token says of itself. */
  readonly label: string
  /** 04 || X || Y */
  readonly publicKey: Uint8Array
  /** Whether `unlock` can open it again; a key file without a password has to be chosen again. */
  readonly canUnlock: boolean
  readonly locked: boolean

  /** SM2 with SM3 over the octets, r || s. Throws KeyLocked, or whatever the token says. */
  sign(octets: Uint8Array): Promise<Uint8Array>
  /** Whether drafts can wait sealed with it: known once it was open. A token does where its bridge keeps a secret for it. */
  readonly seals: boolean
  /** 16 octets for drafts of one purpose (crypto/seal.ts), the same whenever it is open. Throws KeyLocked, also where it does not seal. */
  sealingKey(purpose: string): Uint8Array
  /** Forgets what opens the key, and what seals. */
  lock(): void
  /** Throws when the password or PIN is wrong (KeyFileError, TokenError). */
  unlock(secret: string): Promise<void>
  /** Whether `secret` opens it, for acts that ask again (step-up). Throws TokenError when the token cannot tell. */
  check(secret: string): Promise<boolean>
}

export class KeyLocked extends Error {}
