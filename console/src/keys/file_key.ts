// A key file, opened in memory. Nothing of it is written anywhere; `lock` overwrites the key.
import { wipe } from '../crypto/bytes'
import { isEncrypted, readKeyFile, type KeyPair } from '../crypto/key_file'
import { sm2Sign } from '../crypto/message_signature'
import { sealingKey } from '../crypto/seal'
import { sm2Decrypt } from '../crypto/sm2_cipher'
import { KeyLocked, type KeyHolder } from './key_holder'

export class FileKey implements KeyHolder {
  readonly kind = 'file'
  readonly seals = true
  readonly publicKey: Uint8Array
  readonly canUnlock: boolean
  private pair: KeyPair | undefined

  private constructor(
    readonly label: string,
    private readonly pem: string,
    pair: KeyPair,
  ) {
    this.pair = pair
    this.publicKey = pair.publicKey
    this.canUnlock = pem !== ''
  }

  /** Throws KeyFileError. */
  static async open(name: string, pem: string, password: string): Promise<FileKey> {
    const pair = await readKeyFile(pem, password)
    return new FileKey(name, isEncrypted(pem) ? pem : '', pair) // an open key is not kept beside its copy
  }

  get locked(): boolean {
    return this.pair === undefined
  }

  async sign(octets: Uint8Array): Promise<Uint8Array> {
    if (!this.pair) throw new KeyLocked()
    return sm2Sign(octets, this.pair.privateKey, this.pair.publicKey)
  }

  sealingKey(purpose: string): Uint8Array {
    if (!this.pair) throw new KeyLocked()
    return sealingKey(this.pair.privateKey, purpose)
  }

  /** SM2Cipher, for a key that is made to open what others seal (tips/tip_seal.ts); nothing when it was for another. Throws KeyLocked. */
  decrypt(cipher: Uint8Array): Uint8Array | undefined {
    if (!this.pair) throw new KeyLocked()
    return sm2Decrypt(cipher, this.pair.privateKey)
  }

  lock(): void {
    if (this.pair) wipe(this.pair.privateKey)
    this.pair = undefined
  }

  async unlock(secret: string): Promise<void> {
    if (!this.canUnlock) throw new KeyLocked()
    this.pair = await readKeyFile(this.pem, secret)
  }

  async check(secret: string): Promise<boolean> {
    if (!this.canUnlock) return true
    return readKeyFile(this.pem, secret).then(
      (pair) => {
        wipe(pair.privateKey)
        return true
      },
      () => false,
    )
  }
}
