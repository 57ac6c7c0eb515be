// A USB token (智能密码钥匙, GM/T 0016) behind a bridge that the token's maker or the provider installs. The bridge is
// described in TOKEN_BRIDGE.md; this file is our half of it, and knows no maker.
import { fromBase64, toBase64, wipe } from '../crypto/bytes'
import { randomHex } from '../crypto/message_signature'
import { sealingKey } from '../crypto/seal'
import { KeyLocked, type KeyHolder } from './key_holder'

export interface TokenInfo {
  id: string
  label: string // as printed on it: serial number, holder
  publicKey: string // base64 of 04 || X || Y
}

/** What went wrong at the token, in the words of TOKEN_BRIDGE.md. */
export type TokenFault = 'absent' | 'removed' | 'pin' | 'blocked' | 'cancelled' | 'unsupported' | 'failed'
export class TokenError extends Error {
  constructor(
    readonly fault: TokenFault,
    readonly triesLeft?: number,
  ) {
    super(fault)
  }
}

export interface TokenBridge {
  /** Tokens that are plugged in. Throws TokenError `absent` when no bridge answers. */
  list(): Promise<TokenInfo[]>
  /** The token checks the PIN itself; SM2 with SM3 over the octets (ZA with id 1234567812345678), r || s. */
  sign(token: string, pin: string, octets: Uint8Array): Promise<Uint8Array>
  /** 32 octets that the token keeps behind its PIN, always the same. Throws TokenError `unsupported` where it keeps none. */
  secret(token: string, pin: string): Promise<Uint8Array>
}
export const kTokenSecret = 32 // octets

export class TokenKey implements KeyHolder {
  readonly kind = 'token'
  readonly canUnlock = true
  readonly publicKey: Uint8Array
  private pin: string | undefined
  private kept: Uint8Array | undefined // the token's secret, while it is open
  private lends = false

  private constructor(
    private readonly bridge: TokenBridge,
    private readonly info: TokenInfo,
  ) {
    this.publicKey = fromBase64(info.publicKey)
  }

  /** Throws TokenError. */
  static async open(bridge: TokenBridge, info: TokenInfo, pin: string): Promise<TokenKey> {
    const key = new TokenKey(bridge, info)
    await key.unlock(pin)
    return key
  }

  get label(): string {
    return this.info.label
  }

  get locked(): boolean {
    return this.pin === undefined
  }

  async sign(octets: Uint8Array): Promise<Uint8Array> {
    if (this.pin === undefined) throw new KeyLocked()
    return this.bridge.sign(this.info.id, this.pin, octets)
  }

  get seals(): boolean {
    return this.lends
  }

  sealingKey(purpose: string): Uint8Array {
    if (!this.kept) throw new KeyLocked()
    return sealingKey(this.kept, purpose)
  }

  lock(): void {
    this.pin = undefined
    if (this.kept) wipe(this.kept)
    this.kept = undefined
  }

  async unlock(secret: string): Promise<void> {
    await this.bridge.sign(this.info.id, secret, new TextEncoder().encode(`yinxin unlock ${randomHex(16)}`))
    this.kept = await this.bridge.secret(this.info.id, secret).catch((fault: unknown) => {
      if (fault instanceof TokenError && kNoSecret.includes(fault.fault)) return undefined
      throw fault
    })
    this.lends = this.kept !== undefined
    this.pin = secret
  }

  async check(secret: string): Promise<boolean> {
    return this.bridge.sign(this.info.id, secret, new TextEncoder().encode(`yinxin check ${randomHex(16)}`)).then(
      () => true,
      (fault: unknown) => {
        if (fault instanceof TokenError && fault.fault === 'pin') return false
        throw fault
      },
    )
  }
}

/** Drafts stay in the page then; signing does not depend on it. `absent`: a bridge that does not know the question. */
const kNoSecret: TokenFault[] = ['unsupported', 'absent', 'failed']

export interface Answer {
  yinxinTokenAnswer: string
  tokens?: TokenInfo[]
  signature?: string
  secret?: string
  fault?: TokenFault
  triesLeft?: number
}

/** Speaks to a browser extension by window.postMessage: no address to open, so the content policy stays as it is. */
export class MessageBridge implements TokenBridge {
  static readonly kListMilliseconds = 1_500 // a bridge that is there answers at once
  static readonly kSecretMilliseconds = 5_000 // a file of the token is read, once it is made
  static readonly kSignMilliseconds = 120_000 // a person presses the token's button

  async list(): Promise<TokenInfo[]> {
    const answer = await this.ask({ ask: 'list' }, MessageBridge.kListMilliseconds)
    return answer.tokens ?? []
  }

  async sign(token: string, pin: string, octets: Uint8Array): Promise<Uint8Array> {
    const ask = { ask: 'sign', token, pin, octets: toBase64(octets) }
    const answer = await this.ask(ask, MessageBridge.kSignMilliseconds)
    if (answer.signature === undefined) throw new TokenError('failed')
    return fromBase64(answer.signature)
  }

  async secret(token: string, pin: string): Promise<Uint8Array> {
    const answer = await this.ask({ ask: 'secret', token, pin }, MessageBridge.kSecretMilliseconds)
    const octets = fromBase64(answer.secret ?? '')
    if (octets.length !== kTokenSecret) throw new TokenError('failed')
    return octets
  }

  private ask(message: Record<string, string>, milliseconds: number): Promise<Answer> {
    const number = randomHex(16)
    return new Promise((resolve, reject) => {
      const end = (): void => {
        clearTimeout(timer)
        window.removeEventListener('message', listen)
      }
      const listen = (event: MessageEvent<Partial<Answer> | undefined>): void => {
        if (event.source !== window || event.origin !== window.location.origin) return
        if (event.data?.yinxinTokenAnswer !== number) return
        end()
        const answer = event.data as Answer
        if (answer.fault) reject(new TokenError(answer.fault, answer.triesLeft))
        else resolve(answer)
      }
      const timer = setTimeout(() => {
        end()
        reject(new TokenError('absent'))
      }, milliseconds)
      window.addEventListener('message', listen)
      window.postMessage({ yinxinToken: number, ...message }, window.location.origin)
    })
  }
}
