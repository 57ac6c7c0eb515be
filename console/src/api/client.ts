// Requests to the server this page came from, and what everybody may read. The types are generated from api/openapi.yaml;
// what an officer asks is in signed.ts.
import { shallowRef } from 'vue'
import { ApiProblem, kNoAnswer, kOddAnswer, problemOf } from './problem'

const kMillisecondsToAnswer = 60_000 // as Limits::idle_timeout of src/http/server.hpp

/** Seconds that a demonstration's clock was moved ahead of the world's, as the server's last answer told; 0: it was not. */
export const movedSeconds = shallowRef(0)

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
  const moved = Number(response.headers.get('demonstration-clock') ?? '0')
  movedSeconds.value = Number.isSafeInteger(moved) && moved > 0 ? moved : 0
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

const kStalled = 60_000 // milliseconds without an octet moving, as Limits::idle_timeout of src/http/server.hpp

function headersOf(request: XMLHttpRequest): [string, string][] {
  return request
    .getAllResponseHeaders()
    .split('\r\n')
    .filter((line) => line.includes(':'))
    .map((line) => [line.slice(0, line.indexOf(':')).trim(), line.slice(line.indexOf(':') + 1).trim()])
}

/**
 * As send(), for a body of megabytes: `progress` is told how many of its octets have gone. It takes as long as something
 * moves.
 */
export async function sendLarge(method: string, url: URL, headers: Iterable<[string, string]>, body: Uint8Array, progress: (sent: number) => void): Promise<Response> {
  const response = await new Promise<Response>((resolve, reject) => {
    const request = new XMLHttpRequest()
    const noAnswer = (): void => reject(new ApiProblem(kNoAnswer, 0))
    let timer = setTimeout(() => request.abort(), kStalled)
    const moved = (): void => {
      clearTimeout(timer)
      timer = setTimeout(() => request.abort(), kStalled)
    }
    request.open(method, url.href)
    request.responseType = 'arraybuffer'
    for (const [name, value] of headers) request.setRequestHeader(name, value)
    request.upload.onprogress = (event): void => {
      moved()
      progress(event.loaded)
    }
    request.onload = (): void => resolve(new Response(request.response as ArrayBuffer, { status: request.status, headers: headersOf(request) }))
    request.onerror = noAnswer
    request.onabort = noAnswer
    request.onloadend = (): void => clearTimeout(timer)
    request.send(body as Uint8Array<ArrayBuffer>)
  })
  learnTime(response)
  if (!response.ok) throw await problemOf(response)
  return response
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
