import { describe, expect, it } from 'vitest'
import { untilAnswered } from './again'
import { ApiProblem, kNoAnswer } from './problem'

/** Answers in turn: a fault is thrown. */
function sender(answers: (string | Error)[]): { send: () => Promise<string>; turns: () => number } {
  let turn = 0
  const send = async (): Promise<string> => {
    const answer = answers[turn++]!
    if (answer instanceof Error) throw answer
    return answer
  }
  return { send, turns: () => turn }
}
const cutOff = (): ApiProblem => new ApiProblem(kNoAnswer, 0)

describe('what has no answer', () => {
  it('goes again until there is one', async () => {
    const { send, turns } = sender([cutOff(), cutOff(), 'there'])
    let cuts = 0
    expect(await untilAnswered(send, () => (cuts += 1), [0, 0, 0])).toBe('there')
    expect([turns(), cuts]).toEqual([3, 2])
  })

  it('is given up after the last pause', async () => {
    const { send, turns } = sender([cutOff(), cutOff(), cutOff(), 'too late'])
    await expect(untilAnswered(send, () => {}, [0, 0])).rejects.toMatchObject({ code: kNoAnswer })
    expect(turns()).toBe(3)
  })

  it.each([new ApiProblem('cases.file', 400), new Error('the key is locked')])('%s is an answer', async (fault) => {
    const { send, turns } = sender([fault, 'never'])
    await expect(untilAnswered(send, () => expect.fail('cut'), [0, 0])).rejects.toBe(fault)
    expect(turns()).toBe(1)
  })
})
