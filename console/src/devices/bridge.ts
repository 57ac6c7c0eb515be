// What stands on a counter, behind one program on this machine (DEVICES.md). Its answers are a stranger's: each is held to
// the form that is written there, and refused as a whole where it differs.
import { fromBase64 } from '../crypto/bytes'

export const kKinds = ['id_card', 'camera', 'signature_pad', 'printer', 'screen'] as const
export type DeviceKind = (typeof kKinds)[number]
export interface Device {
  kind: DeviceKind
  label: string
  ready: boolean
}
export interface DeviceList {
  test: boolean // played by a program, for demonstrations
  devices: Device[]
}
export interface Picture {
  mediaType: 'image/jpeg' | 'image/png'
  octets: Uint8Array
}
export interface Card {
  name: string
  number: string
  validUntil: string // a day, or "long_term"
  portrait: Picture | undefined
}

const kFaults = ['absent', 'removed', 'busy', 'cancelled', 'timeout', 'paper', 'failed'] as const
/** As the bridge says; `odd`: its answer does not follow DEVICES.md. */
export type DeviceFault = (typeof kFaults)[number] | 'odd'
export class DeviceError extends Error {
  constructor(readonly fault: DeviceFault) {
    super(fault)
  }
}

export const kMaxAnswer = 4 * 1024 * 1024 // octets
export const kMaxPicture = 2 * 1024 * 1024 // as kMaxMaterial of src/registration
const kMaxDevices = 16
const kMaxLabel = 60 // characters
const kMaxName = 100
const kMaxNumber = 40
const kMaxPages = 1000
const kListMilliseconds = 2_000
const kTakeMilliseconds = 60_000
const kSignMilliseconds = 120_000

type Json = Record<string, unknown>
function odd(): never {
  throw new DeviceError('odd')
}
const objectOf = (value: unknown): Json => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : odd())
function textOf(value: unknown, most: number): string {
  if (typeof value !== 'string' || value.trim() === '' || [...value].length > most) return odd()
  return value
}
const flagOf = (value: unknown): boolean => (typeof value === 'boolean' ? value : odd())

const kBeginnings = { 'image/jpeg': [0xff, 0xd8, 0xff], 'image/png': [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] } as const

/** What it says it is, and begins like one. */
function pictureOf(value: unknown): Picture {
  const { media_type: mediaType, content } = objectOf(value)
  if ((mediaType !== 'image/jpeg' && mediaType !== 'image/png') || typeof content !== 'string' || content.length > (kMaxPicture / 3) * 4 + 4) return odd()
  let octets: Uint8Array
  try {
    octets = fromBase64(content)
  } catch {
    return odd()
  }
  if (octets.length > kMaxPicture || !kBeginnings[mediaType].every((octet, i) => octets[i] === octet)) return odd()
  return { mediaType, octets }
}

export function readDevices(value: unknown): DeviceList {
  const { bridge, test, devices } = objectOf(value)
  if (bridge !== 1 || !Array.isArray(devices) || devices.length > kMaxDevices) return odd()
  return {
    test: flagOf(test),
    devices: devices.map((one: unknown): Device => {
      const { kind, label, ready } = objectOf(one)
      return { kind: kKinds.find((known) => known === kind) ?? odd(), label: textOf(label, kMaxLabel), ready: flagOf(ready) }
    }),
  }
}

export function readCard(value: unknown): Card {
  const { name, number, valid_until: until, portrait } = objectOf(value)
  const validUntil = textOf(until, 10)
  if (validUntil !== 'long_term' && !/^\d{4}-\d{2}-\d{2}$/.test(validUntil)) return odd()
  return { name: textOf(name, kMaxName), number: textOf(number, kMaxNumber), validUntil, portrait: portrait === undefined ? undefined : pictureOf(portrait) }
}

export const readPicture = (value: unknown): Picture => pictureOf(objectOf(value)['image'])

export function readPages(value: unknown): number {
  const { pages } = objectOf(value)
  return typeof pages === 'number' && Number.isInteger(pages) && pages > 0 && pages <= kMaxPages ? pages : odd()
}

/** An answer's body, no more of it than kMaxAnswer. */
async function bodyOf(response: Response): Promise<unknown> {
  const reader = response.body?.getReader()
  if (!reader) return odd()
  const parts: Uint8Array[] = []
  for (let size = 0; ; ) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.length
    if (size > kMaxAnswer) {
      await reader.cancel()
      return odd()
    }
    parts.push(value)
  }
  try {
    return JSON.parse(await new Blob(parts as Uint8Array<ArrayBuffer>[]).text()) as unknown
  } catch {
    return odd()
  }
}

export interface DeviceBridge {
  list(): Promise<DeviceList>
  readCard(): Promise<Card>
  takePicture(): Promise<Picture>
  takeSignature(title: string): Promise<Picture>
  /** How many pages went to the printer. */
  print(title: string, text: string): Promise<number>
  show(path: string): Promise<void>
}

/** All throw DeviceError. Nothing of the page's goes with a question but what stands in it. */
export class LoopbackBridge implements DeviceBridge {
  private readonly address: string

  constructor(port: number) {
    this.address = `http://127.0.0.1:${port}`
  }

  async list(): Promise<DeviceList> {
    return readDevices(await this.ask('/devices', {}, kListMilliseconds))
  }
  async readCard(): Promise<Card> {
    return readCard(await this.ask('/id_card/read', {}, kTakeMilliseconds))
  }
  async takePicture(): Promise<Picture> {
    return readPicture(await this.ask('/camera/take', {}, kTakeMilliseconds))
  }
  async takeSignature(title: string): Promise<Picture> {
    return readPicture(await this.ask('/signature_pad/take', { title }, kSignMilliseconds))
  }
  async print(title: string, text: string): Promise<number> {
    return readPages(await this.ask('/printer/print', { title, text }, kTakeMilliseconds))
  }
  async show(path: string): Promise<void> {
    if (objectOf(await this.ask('/screen/show', { path }, kTakeMilliseconds))['shown'] !== true) odd()
  }

  private async ask(path: string, question: Record<string, string>, milliseconds: number): Promise<unknown> {
    const giveUp = new AbortController()
    const timer = setTimeout(() => giveUp.abort(), milliseconds)
    let answer: unknown
    try {
      const response = await fetch(this.address + path, {
        method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(question),
        signal: giveUp.signal, credentials: 'omit', redirect: 'error', cache: 'no-store', referrerPolicy: 'no-referrer',
      })
      answer = response.ok ? await bodyOf(response) : odd()
    } catch (fault) {
      throw fault instanceof DeviceError ? fault : new DeviceError('absent')
    } finally {
      clearTimeout(timer)
    }
    const { fault } = objectOf(answer)
    if (fault !== undefined) throw new DeviceError(kFaults.find((known) => known === fault) ?? 'odd')
    return answer
  }
}
