// A server that is starting again gives no answer for some seconds: what was on its way to it waits, and goes again.
import { ApiProblem, kNoAnswer } from './problem'

/** Milliseconds before each further turn: two minutes in all. */
export const kPauses = [1_000, 2_000, 4_000, 8_000, 15_000, 30_000, 60_000]

/** Only for what is carried out once, however often it is sent. `cut` is told of each turn that had no answer; the last one throws. */
export async function untilAnswered<T>(send: () => Promise<T>, cut: () => void, pauses: readonly number[] = kPauses): Promise<T> {
  for (const pause of pauses) {
    try {
      return await send()
    } catch (thrown) {
      if (!(thrown instanceof ApiProblem) || thrown.code !== kNoAnswer) throw thrown
      cut()
      await new Promise((later) => setTimeout(later, pause))
    }
  }
  return send()
}
