// Our half of DEVICES.md against the test devices, and against answers that nobody should give.
import { spawn, type ChildProcess } from 'node:child_process'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { toBase64 } from '../crypto/bytes'
import { DeviceError, kMaxAnswer, kMaxPicture, LoopbackBridge, readCard, readDevices, readPages, readPicture } from './bridge'
import { useDevices } from './counter_devices'

const kScript = fileURLToPath(new URL('../../scripts/test_devices.mjs', import.meta.url))
const listen = (server: Server): Promise<number> => new Promise((done) => server.listen(0, '127.0.0.1', () => done((server.address() as AddressInfo).port)))
const faultOf = (work: Promise<unknown>): Promise<unknown> => work.then(() => 'none', (fault: unknown) => (fault instanceof DeviceError ? fault.fault : fault))
const faultIn = (work: () => unknown): unknown => {
  try {
    work()
    return 'none'
  } catch (fault) {
    return fault instanceof DeviceError ? fault.fault : fault
  }
}

let facts: object = { demonstration: true }
const site = createServer((_, response) => response.end(JSON.stringify(facts)))
let origin = ''
const programs: ChildProcess[] = []
/** The address it listens on, or how it ended. */
function devices(...args: string[]): Promise<{ address: string; code: number | null; said: string }> {
  return new Promise((done) => {
    const program = spawn(process.execPath, [kScript, ...args])
    programs.push(program)
    let said = ''
    program.stderr.on('data', (part) => (said += String(part)))
    program.stdout.on('data', (part) => done({ address: /http:\S+/.exec(String(part))?.[0] ?? '', code: null, said }))
    program.on('exit', (code) => done({ address: '', code, said }))
  })
}
/** A browser's question: Node's own fetch may not set Origin, so it is sent with it here. */
function fromSite(from: string): void {
  const plain = globalThis.fetch
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => plain(url, { ...init, headers: { ...(init.headers as Record<string, string>), origin: from } }))
}
beforeAll(async () => {
  origin = `http://127.0.0.1:${await listen(site)}`
})
afterAll(() => {
  vi.unstubAllGlobals()
  for (const one of programs) one.kill()
  site.close()
})

describe('test devices', () => {
  it('refuse to be anything else', async () => {
    expect(await devices('--origin', 'https://ca.example.test', '--port', '0')).toMatchObject({ code: 2 })
    expect(await devices('--origin', `${origin}/path`, '--port', '0')).toMatchObject({ code: 2 })
    expect(await devices('--port', '0')).toMatchObject({ code: 2 })
    facts = { demonstration: false }
    const real = await devices('--origin', origin, '--port', '0')
    expect([real.code, real.said]).toEqual([2, expect.stringContaining('demonstration')])
    facts = { demonstration: true }
  })
  it('answer the console, and no other site', async () => {
    const { address } = await devices('--origin', origin, '--port', '0')
    const port = Number(new URL(address).port)
    const bridge = new LoopbackBridge(port)
    expect(await faultOf(bridge.list())).toBe('odd') // 403: a page without an origin
    fromSite('http://evil.example')
    expect(await faultOf(bridge.list())).toBe('odd')
    vi.unstubAllGlobals()
    fromSite(origin)
    const list = await bridge.list()
    expect(list.test).toBe(true)
    expect(list.devices.map((one) => one.kind)).toEqual(['id_card', 'camera', 'signature_pad', 'printer', 'screen'])
    const card = await bridge.readCard()
    expect([card.name, card.number, card.portrait?.mediaType]).toEqual(['测试人员', '990101199001010019', 'image/png'])
    const [one, other] = [await bridge.takePicture(), await bridge.takePicture()]
    expect(toBase64(one.octets)).not.toBe(toBase64(other.octets))
    expect((await bridge.takeSignature('身份查验')).octets.length).toBeGreaterThan(100)
    expect(await bridge.print('协议', Array.from({ length: 100 }, () => '一行').join('\n'))).toBe(3)
    await bridge.show('/public/counter/SQ-2026-7K3M9QAX')
    for (const path of ['/provider', 'https://evil.example/', '//evil.example', '/public/counter/../../provider', '']) expect(await faultOf(bridge.show(path))).toBe('failed')
    vi.unstubAllGlobals()
    const state = (await (await fetch(`${address}/test/state`)).json()) as object
    expect(state).toEqual({ shown: '/public/counter/SQ-2026-7K3M9QAX', prints: [{ title: '协议', characters: 299 }] })
    await fetch(`${address}/test/next`, { method: 'POST', body: '{"fault":"timeout"}' })
    fromSite(origin)
    expect(await faultOf(bridge.readCard())).toBe('timeout')
    expect(await faultOf(bridge.readCard())).toBe('none')
    vi.unstubAllGlobals()
  })
})

describe('the bridge', () => {
  const jpeg = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 1)
  const picture = { media_type: 'image/jpeg', content: toBase64(jpeg) }
  const list = { bridge: 1, test: false, devices: [{ kind: 'camera', label: '高拍仪', ready: true }] }
  const card = { name: '张三', number: '990101199001010019', valid_until: 'long_term' }
  it('is taken at its word where the word has the form', () => {
    expect(readDevices(list).devices).toHaveLength(1)
    expect(readCard({ ...card, portrait: picture }).portrait?.octets).toEqual(jpeg)
    expect(readCard(card).portrait).toBeUndefined()
    expect(readPages({ pages: 2 })).toBe(2)
  })
  it('is refused as a whole where it has not', () => {
    const lists = [undefined, null, 1, 'x', [], {}, { ...list, bridge: 2 }, { ...list, test: 'no' }, { ...list, devices: {} }, { ...list, devices: [null] }, { ...list, devices: Array(17).fill(list.devices[0]) },
      ...[{ kind: 'keyboard' }, { kind: '__proto__' }, { label: '' }, { label: 'x'.repeat(61) }, { ready: 1 }].map((wrong) => ({ ...list, devices: [{ ...list.devices[0], ...wrong }] }))]
    for (const one of lists) expect([one, faultIn(() => readDevices(one))]).toEqual([one, 'odd'])
    const cards = [null, [], {}, ...[{ name: 7 }, { name: ' ' }, { name: '张'.repeat(101) }, { number: undefined }, { number: '9'.repeat(41) }, { valid_until: 'tomorrow' }, { valid_until: '2031-1-1' }, { portrait: null }, { portrait: 'x' }].map((wrong) => ({ ...card, ...wrong }))]
    for (const one of cards) expect([one, faultIn(() => readCard(one))]).toEqual([one, 'odd'])
    const images = [undefined, {}, { ...picture, media_type: 'image/svg+xml' }, { ...picture, media_type: 'image/png' }, { ...picture, content: '<svg/>' }, { ...picture, content: '' }, { ...picture, content: 7 }, { ...picture, content: toBase64(new Uint8Array(3)) }]
    for (const image of images) expect([image, faultIn(() => readPicture({ image }))]).toEqual([image, 'odd'])
    const large = new Uint8Array(kMaxPicture + 1)
    large.set(jpeg)
    expect(faultIn(() => readPicture({ image: { ...picture, content: Buffer.from(large).toString('base64') } }))).toBe('odd')
    for (const pages of [0, -1, 1.5, '1', 1001, null]) expect(faultIn(() => readPages({ pages }))).toBe('odd')
  })
  it('never makes the page throw anything but a device fault, whatever its octets', () => {
    const whole = JSON.stringify({ ...list, ...card, portrait: picture, image: picture, pages: 1 })
    let seed = 7
    const random = (below: number): number => (seed = (seed * 48271) % 2147483647) % below
    for (let round = 0; round < 3000; round++) {
      const at = random(whole.length)
      const mutated = whole.slice(0, at) + ['', '{', '"', '0', 'null', '\u202e', '\\u0000', '[[['][random(8)]! + whole.slice(at + random(6))
      let value: unknown
      try {
        value = JSON.parse(mutated)
      } catch {
        continue
      }
      for (const read of [readDevices, readCard, readPicture, readPages]) expect(['none', 'odd']).toContain(faultIn(() => read(value)))
    }
  })
  it('is absent, cut off, or odd, and says which', async () => {
    let answer: (response: ServerResponse) => void = () => undefined
    const server = createServer((_, response) => answer(response))
    const bridge = new LoopbackBridge(await listen(server))
    const asked = async (one: typeof answer): Promise<unknown> => {
      answer = one
      return faultOf(bridge.list())
    }
    expect(await asked((response) => response.end('not json'))).toBe('odd')
    expect(await asked((response) => response.end('{"fault":"timeout"}'))).toBe('timeout')
    expect(await asked((response) => response.end('{"fault":"<b>"}'))).toBe('odd')
    expect(await asked((response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end())).toBe('absent')
    expect(await asked((response) => response.end(`"${'x'.repeat(kMaxAnswer)}"`))).toBe('odd')
    expect(await asked((response) => response.destroy())).toBe('absent')
    server.close()
    expect(await asked(() => undefined)).toBe('absent')
  })
})

describe('devices of a counter', () => {
  const named = (kinds: string[], test = false): never => ({ list: () => Promise.resolve(readDevices({ bridge: 1, test, devices: kinds.map((kind) => ({ kind, label: '一', ready: kind !== 'printer' })) })) }) as never
  it('are not looked for where the provider has set up none', async () => {
    const list = vi.fn()
    const mine = useDevices(0, true, { list } as never)
    await mine.look()
    expect([mine.state.value, list.mock.calls.length]).toEqual(['off', 0])
  })
  it('that are played are for demonstrations', async () => {
    const real = useDevices(18460, false, named(['id_card'], true))
    await real.look()
    expect([real.state.value, real.has('id_card')]).toEqual(['test_only', false])
    const demonstration = useDevices(18460, true, named(['id_card'], true))
    await demonstration.look()
    expect([demonstration.state.value, demonstration.has('id_card'), demonstration.test.value]).toEqual(['there', true, true])
  })
  it('are used one at a time, and a fault stays with its device', async () => {
    const mine = useDevices(18460, false, named(['id_card', 'camera', 'printer']))
    await mine.look()
    expect([mine.has('camera'), mine.has('printer')]).toEqual([true, false]) // not ready
    let go: (value: string) => void = () => undefined
    const first = mine.use('id_card', () => new Promise<string>((done) => (go = done)))
    expect(await mine.use('camera', () => Promise.resolve('picture'))).toBeUndefined()
    go('card')
    expect(await first).toBe('card')
    expect(await mine.use('camera', () => Promise.reject(new DeviceError('removed')))).toBeUndefined()
    expect(mine.faults).toEqual({ camera: 'removed' })
    expect([await mine.use('camera', () => Promise.resolve('picture')), mine.faults.camera, mine.busy.value]).toEqual(['picture', undefined, ''])
  })
})
