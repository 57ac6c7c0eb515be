import { beforeEach, describe, expect, it } from 'vitest'
import { kMaxFile, refusalOf, uploadFor, type SendFile } from './file_upload'
import { draftOf, dropAllDrafts, handedFile } from './inputs'

const file = (name: string, size = 10): File => ({ name, size }) as File
interface Going { name: string; progress: (sent: number) => void; resolve: (sm3: string) => void; reject: (fault: unknown) => void }
let going: Going[] = []
const send: SendFile = (_input, one, progress) => new Promise((resolve, reject) => going.push({ name: one.name, progress, resolve, reject }))
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))

beforeEach(() => {
  going = []
  dropAllDrafts()
})

describe('a file', () => {
  it.each([
    ['报告.pdf', 10, ''],
    ['报告.PDF', kMaxFile, ''],
    ['报告.pdf', kMaxFile + 1, 'size'],
    ['报告.pdf', 0, 'empty'],
    ['报告.docx', 10, 'type'],
    ['报告', 10, 'type'],
    ['pdf', 10, 'type'],
  ])('%s of %d octets is refused here for: %s', (name, size, why) => expect(refusalOf({ name, size })).toBe(why))

  it('that is refused here is not sent', async () => {
    const upload = uploadFor('package_sm3', send, () => expect.fail('done'))
    await upload.choose(file('报告.exe'))
    expect([upload.refused, upload.sending, going.length]).toEqual(['type', false, 0])
  })

  it('tells how much has gone, and its digest once it is there', async () => {
    const done: string[] = []
    const upload = uploadFor('package_sm3', send, (sm3) => done.push(sm3))
    void upload.choose(file('报告.pdf', 200))
    expect([upload.sending, upload.sent]).toEqual([true, 0])
    going[0]!.progress(50)
    expect(upload.sent).toBe(25)
    going[0]!.progress(400) // with its head
    expect(upload.sent).toBe(100)
    going[0]!.resolve('ab')
    await settled()
    expect([upload.sending, done]).toEqual([false, ['ab']])
    expect(handedFile('ab')).toEqual({ name: '报告.pdf', size: 200 })
  })

  it('that fails leaves what was typed and the file before it, and may be sent again', async () => {
    const entered = draftOf('XK-2026-1', 'supplement')
    Object.assign(entered, { reason: '依据', package_sm3: 'before' })
    const upload = uploadFor('package_sm3', send, (sm3) => (entered['package_sm3'] = sm3))
    void upload.choose(file('报告.pdf'))
    going[0]!.reject(new Error('cut'))
    await settled()
    expect([upload.sending, (upload.fault as Error).message]).toEqual([false, 'cut'])
    expect(entered).toEqual({ reason: '依据', package_sm3: 'before' })
    void upload.again()
    expect([upload.fault, going[1]!.name]).toEqual([undefined, '报告.pdf'])
    going[1]!.resolve('after')
    await settled()
    expect(entered).toEqual({ reason: '依据', package_sm3: 'after' })
  })

  it('that was chosen later counts, whichever is there first', async () => {
    const done: string[] = []
    const upload = uploadFor('package_sm3', send, (sm3) => done.push(sm3))
    void upload.choose(file('一.pdf'))
    void upload.choose(file('二.pdf'))
    going[1]!.resolve('second')
    await settled()
    going[0]!.progress(1)
    going[0]!.resolve('first')
    await settled()
    expect([done, upload.sending, upload.sent]).toEqual([['second'], false, 0])
    expect(handedFile('first')).toBeUndefined()
  })

  it('is forgotten with who handed it in', async () => {
    const upload = uploadFor('package_sm3', send, () => {})
    void upload.choose(file('张三.pdf'))
    going[0]!.resolve('ab')
    await settled()
    dropAllDrafts()
    expect(handedFile('ab')).toBeUndefined()
  })
})
