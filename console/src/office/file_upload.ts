// A file on its way to the server: whatever becomes of it, what was typed beside it stays, and so does the file that was there.
import { reactive } from 'vue'
import { rememberFile } from './inputs'

/** Octets that have gone; `cut`: none has, for the server is away, and it is tried again. */
export type Progress = (sent: number, cut?: boolean) => void
/** Sends a file for an input and gives the SM3 by which a step names it; what it takes, where that is not what cases take. */
export interface SendFile {
  (input: string, file: File, progress: Progress): Promise<string>
  takes?: Takes
}
export interface Takes {
  endings: string[]
  most: number // octets of a file
  help: string // a message: what may be chosen, and what becomes of it
}

// As kEndings and kMaxFileBytes of src/cases.
export const kFileEndings = ['pdf', 'ofd', 'png', 'jpg', 'jpeg', 'zip', 'xml', 'csv', 'txt']
export const kMaxFile = 15 * 1024 * 1024
const kCases: Takes = { endings: kFileEndings, most: kMaxFile, help: 'cases.files.help' }
export const takesOf = (send: SendFile): Takes => send.takes ?? kCases

/** What the server would refuse without looking further; empty: nothing. */
export function refusalOf(file: { name: string; size: number }, takes = kCases): '' | 'type' | 'size' | 'empty' {
  if (!takes.endings.includes(file.name.slice(file.name.lastIndexOf('.') + 1).toLowerCase()) || !file.name.includes('.')) return 'type'
  if (file.size > takes.most) return 'size'
  return file.size === 0 ? 'empty' : ''
}

export interface Upload {
  file: File | undefined // that was chosen last
  sending: boolean
  sent: number // per cent
  cut: boolean // the server is away
  refused: '' | 'type' | 'size' | 'empty'
  fault: unknown
  /** A newer choice counts, whichever answers first. */
  choose: (file: File | undefined) => Promise<void>
  again: () => Promise<void>
}

/** `done` is told the SM3 once the server has the file. */
export function uploadFor(input: string, send: SendFile, done: (sm3: string) => void): Upload {
  let round = 0
  const upload: Upload = reactive({
    file: undefined,
    sending: false,
    sent: 0,
    cut: false,
    refused: '' as const,
    fault: undefined,
    async choose(file: File | undefined): Promise<void> {
      if (!file) return
      upload.file = file
      upload.refused = refusalOf(file, takesOf(send))
      upload.fault = undefined
      if (upload.refused === '') await upload.again()
    },
    async again(): Promise<void> {
      const file = upload.file
      if (!file) return
      const mine = ++round
      Object.assign(upload, { sending: true, sent: 0, cut: false, fault: undefined })
      try {
        const sm3 = await send(input, file, (sent, cut = false) => {
          if (mine === round) Object.assign(upload, { sent: Math.min(100, Math.floor((sent * 100) / Math.max(file.size, 1))), cut })
        })
        if (mine !== round) return
        rememberFile(sm3, file)
        done(sm3)
      } catch (thrown) {
        if (mine === round) upload.fault = thrown
      } finally {
        if (mine === round) upload.sending = false
      }
    },
  })
  return upload
}
