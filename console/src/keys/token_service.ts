// The other half of TOKEN_BRIDGE.md: answers the page's questions with a TokenBridge. What an extension does for a real token, the test
// token does with this.
import { fromBase64, toBase64 } from '../crypto/bytes'
import { TokenError, type Answer, type TokenBridge } from './token_key'

export const kMostOctets = 1024 * 1024 // of what is signed at once, in base64
const kNumber = /^[0-9a-f]{32}$/

export interface TokenQuestion {
  yinxinToken: string
  ask: string
  token?: string
  pin?: string
  octets?: string
}

async function answerTo(bridge: TokenBridge, question: TokenQuestion): Promise<Omit<Answer, 'yinxinTokenAnswer'>> {
  const { ask, token = '', pin = '', octets = '' } = question
  if (ask === 'list') return { tokens: await bridge.list() }
  if (ask === 'secret') return { secret: toBase64(await bridge.secret(token, pin)) }
  if (ask !== 'sign') throw new TokenError('unsupported')
  if (octets.length > kMostOctets) throw new TokenError('failed')
  return { signature: toBase64(await bridge.sign(token, pin, fromBase64(octets))) }
}

/** From now on questions of this very page are answered; gives what ends that. Nothing that is no question is heard. */
export function serveTokens(bridge: TokenBridge, page: Window): () => void {
  const listen = (event: MessageEvent<TokenQuestion | undefined>): void => {
    const question = event.data
    if (event.source !== page || event.origin !== page.location.origin || !kNumber.test(String(question?.yinxinToken))) return
    void answerTo(bridge, question!)
      .catch((fault: unknown) => (fault instanceof TokenError ? { fault: fault.fault, ...(fault.triesLeft === undefined ? {} : { triesLeft: fault.triesLeft }) } : { fault: 'failed' as const }))
      .then((answer) => page.postMessage({ yinxinTokenAnswer: question!.yinxinToken, ...answer }, page.location.origin))
  }
  page.addEventListener('message', listen)
  return () => page.removeEventListener('message', listen)
}
