// Lines of a file entered one after the other, each a signed request of its own: what fails leaves the rest, and may be tried again.
import { reactive } from 'vue'
import { newIdempotencyKey } from '../api/signed'
import { kNoAnswer, ApiProblem } from '../api/problem'
import { write } from '../office/officer_api'
import { staffBody, type StaffPerson } from './staff'
import type { StaffRow } from './staff_file'

export interface RowResult {
  row: StaffRow
  state: 'bad' | 'waiting' | 'entered' | 'refused'
  fault?: unknown
}
export interface Import {
  results: RowResult[]
  running: boolean
  stopped: boolean
  start: () => Promise<void>
  stop: () => void
}
export type Enter = (body: string, idempotencyKey: string) => Promise<StaffPerson>
const enter: Enter = (body, key) => write<StaffPerson>('/staff', body, key)

/** Lines with faults are never sent. A line keeps its idempotency key: sent again, it is carried out once. */
export function importOf(rows: StaffRow[], send: Enter = enter): Import {
  const keys = new Map(rows.map((row) => [row.line, newIdempotencyKey()]))
  const made: Import = reactive({
    results: rows.map((row): RowResult => ({ row, state: row.faults.length > 0 ? 'bad' : 'waiting' })),
    running: false,
    stopped: false,
    async start() {
      if (made.running) return
      Object.assign(made, { running: true, stopped: false })
      for (const one of made.results.filter((each) => each.state === 'waiting' || each.state === 'refused')) {
        if (made.stopped) break
        try {
          await send(staffBody(one.row.draft), keys.get(one.row.line)!)
          Object.assign(one, { state: 'entered', fault: undefined })
        } catch (thrown) {
          Object.assign(one, { state: 'refused', fault: thrown })
          // No answer: the ones behind would wait as long. What is locked asks for the person.
          if (!(thrown instanceof ApiProblem) || thrown.code === kNoAnswer || thrown.status === 401) made.stopped = true
        }
      }
      made.running = false
    },
    stop() {
      made.stopped = true
    },
  })
  return made
}

export const countIn = (results: RowResult[], state: RowResult['state']): number => results.filter((one) => one.state === state).length
