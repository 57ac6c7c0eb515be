// For tests and demonstrations: a bridge whose tokens are key pairs in memory, with a PIN, a count of tries and a plug.
import { pairOf } from '../crypto/key_file'
import { toBase64, utf8 } from '../crypto/bytes'
import { sm2Sign } from '../crypto/message_signature'
import { sm3 } from '../crypto/sm3'
import { TokenError, type TokenBridge, type TokenInfo } from './token_key'

export class TestBridge implements TokenBridge {
  plugged = true
  triesLeft = 6
  signed = 0
  keepsSecret = true
  private readonly pair

  constructor(
    scalar: Uint8Array,
    private readonly pin: string,
    private readonly label = '测试钥匙 1',
  ) {
    this.pair = pairOf(scalar)
  }

  async list(): Promise<TokenInfo[]> {
    return this.plugged ? [{ id: 'test-1', label: this.label, publicKey: toBase64(this.pair.publicKey) }] : []
  }

  async sign(token: string, pin: string, octets: Uint8Array): Promise<Uint8Array> {
    this.open(token, pin)
    this.signed += 1
    return sm2Sign(octets, this.pair.privateKey, this.pair.publicKey)
  }

  async secret(token: string, pin: string): Promise<Uint8Array> {
    this.open(token, pin)
    if (!this.keepsSecret) throw new TokenError('unsupported')
    return sm3(utf8(`yinxin test token ${toBase64(this.pair.privateKey)}`))
  }

  private open(token: string, pin: string): void {
    if (!this.plugged || token !== 'test-1') throw new TokenError('removed')
    if (this.triesLeft === 0) throw new TokenError('blocked')
    if (pin !== this.pin) {
      this.triesLeft -= 1
      throw new TokenError(this.triesLeft === 0 ? 'blocked' : 'pin', this.triesLeft)
    }
    this.triesLeft = 6
  }
}
