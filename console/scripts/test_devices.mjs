// Plays the devices of a counter (DEVICES.md), for tests and demonstrations, and refuses to be more than that:
//   node scripts/test_devices.mjs --origin http://127.0.0.1:8080 --port 18460 [--people FILE] [--prints FOLDER]
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { deflateSync } from 'node:zlib'

const kMaxQuestion = 1024 * 1024
const kPageLines = 46 // of A4
const kLoopback = ['127.0.0.1', 'localhost', '[::1]']
const kNobody = /^99\d{15}[\dX]$/ // region 99: assigned to nobody
const kPaths = /^\/public\/(counter(\/SQ-[0-9A-Z-]{1,40})?|apply)$/

function refuse(why) {
  console.error(`test devices refused: ${why}`)
  process.exit(2)
}

const { values } = parseArgs({ options: { origin: { type: 'string' }, port: { type: 'string' }, people: { type: 'string' }, prints: { type: 'string' } } })
const origin = values.origin ?? ''
const port = Number(values.port ?? NaN)
if (!/^http:\/\/[^/]+$/.test(origin) || !kLoopback.includes(new URL(origin).hostname)) refuse('--origin must be a site on this machine, without a path')
if (!Number.isInteger(port) || port < 0 || port > 65535) refuse('--port must be a port')
const facts = await fetch(`${origin}/console.json`).then((answer) => answer.json()).catch(() => undefined)
if (facts?.demonstration !== true) refuse(`${origin} does not say that it is a demonstration`)
const people = values.people ? JSON.parse(readFileSync(values.people, 'utf8')) : [{ name: '测试人员', number: '990101199001010019', valid_until: '2036-01-01' }]
if (!Array.isArray(people) || people.length === 0) refuse('--people holds no cards')
for (const one of people) if (!kNobody.test(one.number)) refuse('a card has the number of a region that may be somebody’s')
if (values.prints) mkdirSync(values.prints, { recursive: true })

// ---- pictures: grey lines on paper, as a PNG ----

function crc(octets) {
  let sum = ~0
  for (const octet of octets) {
    sum ^= octet
    for (let i = 0; i < 8; i++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0)
  }
  return ~sum >>> 0
}
function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length, 0)
  frame.writeUInt32BE(crc(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}
/** `grey(x, y)`: 0 to 255. */
function png(width, height, grey) {
  const rows = Buffer.alloc((width + 1) * height)
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) rows[y * (width + 1) + 1 + x] = grey(x, y)
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head[8] = 8 // bits; colour 0: grey
  const octets = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk('IHDR', head), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))])
  return { media_type: 'image/png', content: octets.toString('base64') }
}
let taken = 0 // no two pictures are the same octets: an application takes none twice
const paper = () => {
  const mark = 20 + (taken += 1)
  return png(640, 404, (x, y) => (x < 4 || y < 4 || x > 635 || y > 399 ? 90 : x > 430 && x < 600 && y > 60 && y < 280 ? 170 : y % 44 > 30 && x > 40 && x < 300 + ((y * mark) % 90) ? 120 : 244))
}
const portrait = () => png(102, 126, (x, y) => (Math.hypot(x - 51, y - 48) < 26 || (y > 84 && Math.abs(x - 51) < 40) ? 110 : 235))
const stroke = () => {
  const mark = (taken += 1) / 7
  return png(480, 160, (x, y) => (Math.abs(y - 80 - 44 * Math.sin(x / 28 + mark) * Math.sin(x / 90)) < 3 ? 30 : 255))
}

// ---- what is asked ----

let cards = 0
let nextFault = ''
const state = { shown: '', prints: [] }
const kDevices = [['id_card', '测试身份证阅读器'], ['camera', '测试高拍仪'], ['signature_pad', '测试签名板'], ['printer', '测试打印机'], ['screen', '测试第二屏']]

const answers = {
  '/devices': () => ({ bridge: 1, test: true, devices: kDevices.map(([kind, label]) => ({ kind, label, ready: true })) }),
  '/id_card/read': () => ({ ...people[cards++ % people.length], portrait: portrait() }),
  '/camera/take': () => ({ image: paper() }),
  '/signature_pad/take': ({ title }) => (typeof title === 'string' && title !== '' ? { image: stroke() } : { fault: 'failed' }),
  '/printer/print': ({ title, text }) => {
    if (typeof title !== 'string' || typeof text !== 'string') return { fault: 'failed' }
    state.prints.push({ title, characters: text.length })
    if (values.prints) writeFileSync(join(values.prints, `${state.prints.length}.txt`), `${title}\n\n${text}`)
    return { pages: Math.max(1, Math.ceil(text.split('\n').length / kPageLines)) }
  },
  '/screen/show': ({ path }) => {
    if (typeof path !== 'string' || !kPaths.test(path)) return { fault: 'failed' }
    state.shown = path
    return { shown: true }
  },
}

async function questionOf(request) {
  const parts = []
  let size = 0
  for await (const part of request) {
    size += part.length
    if (size > kMaxQuestion) throw new Error('too large')
    parts.push(part)
  }
  const question = JSON.parse(Buffer.concat(parts).toString('utf8'))
  if (typeof question !== 'object' || question === null) throw new Error('no object')
  return question
}

const server = createServer(async (request, response) => {
  const end = (status, body) => {
    response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    response.end(JSON.stringify(body))
  }
  const here = `127.0.0.1:${server.address().port}`
  if (request.headers.host !== here) return end(403, {})
  if (request.url === '/test/state' && request.method === 'GET' && request.headers.origin === undefined) return end(200, state)
  if (request.url === '/test/next' && request.method === 'POST' && request.headers.origin === undefined) {
    nextFault = (await questionOf(request).catch(() => ({}))).fault ?? ''
    return end(200, {})
  }
  if (request.headers.origin !== origin) return end(403, {})
  response.setHeader('access-control-allow-origin', origin)
  response.setHeader('vary', 'Origin')
  if (request.method === 'OPTIONS') {
    response.writeHead(204, { 'access-control-allow-methods': 'POST', 'access-control-allow-headers': 'content-type', 'access-control-allow-private-network': 'true' })
    return response.end()
  }
  if (request.method !== 'POST' || request.headers['content-type'] !== 'application/json') return end(415, {})
  const answer = answers[request.url ?? '']
  if (!answer) return end(404, {})
  try {
    const question = await questionOf(request)
    if (nextFault !== '' && request.url !== '/devices') {
      const fault = nextFault
      nextFault = ''
      return end(200, { fault })
    }
    return end(200, answer(question))
  } catch {
    return end(400, {})
  }
})
server.listen(port, '127.0.0.1', () => console.log(`ready http://127.0.0.1:${server.address().port}`))
