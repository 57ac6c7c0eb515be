// Requests to the server this page came from, and what everybody may read. The types are generated from api/openapi.yaml;
// what an officer asks is in signed.ts.
import { ApiProblem, kNoAnswer, kOddAnswer, problemOf } from './problem'

const kMillisecondsToAnswer = 60_000 // as Limits::idle_timeout of src/http/server.hpp

let clockOffset = 0 // milliseconds that the server's clock is ahead of ours

/** Milliseconds since 1970 by the server's clock, as far as its last answer told. */
export function serverNow(): number {
  return Date.now() + clockOffset
}

/** Milliseconds that this machine's clock is off; signatures allow for it. */
export function clockSkew(): number {
  return -clockOffset
}

function learnTime(response: Response): void {
  const date = Date.parse(response.headers.get('date') ?? '')
  // The field has whole seconds: less than one and a half is no difference.
  if (!Number.isNaN(date)) clockOffset = Math.abs(date - Date.now()) < 1500 ? 0 : date - Date.now()
}

export async function send(method: string, url: URL, headers: Iterable<[string, string]>, body?: Uint8Array): Promise<Response> {
  const giveUp = new AbortController()
  const timer = setTimeout(() => giveUp.abort(), kMillisecondsToAnswer)
  try {
    const init: RequestInit = { method, headers: [...headers], signal: giveUp.signal, credentials: 'omit', redirect: 'error', cache: 'no-store' }
    if (body) init.body = body as Uint8Array<ArrayBuffer>
    const response = await fetch(url, init)
    learnTime(response)
    if (!response.ok) throw await problemOf(response)
    return response
  } catch (fault) {
    if (fault instanceof ApiProblem) throw fault
    throw new ApiProblem(kNoAnswer, 0)
  } finally {
    clearTimeout(timer)
  }
}

export async function json<T>(response: Response): Promise<T> {
  try {
    return (await response.json()) as T
  } catch {
    throw new ApiProblem(kOddAnswer, response.status)
  }
}

export const address = (path: string): URL => new URL(path, window.location.origin)

export async function publicJson<T>(path: string): Promise<T> {
  return json<T>(await send('GET', address(path), []))
}

export async function publicText(path: string): Promise<string> {
  return (await send('GET', address(path), [])).text()
}

export async function publicOctets(path: string): Promise<Uint8Array> {
  return new Uint8Array(await (await send('GET', address(path), [])).arrayBuffer())
}

/** A question that needs no signature and changes nothing (OCSP). */
export async function publicAsk(path: string, type: string, body: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await (await send('POST', address(path), [['content-type', type]], body)).arrayBuffer())
}
