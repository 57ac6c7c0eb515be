// 核对一张证书的状态和一份签名。Node.js 18 以上，不需要其他软件包。
//   node check.mjs 服务地址 holder.pem issuing-1.pem [文件 签名文件]
// 依次输出：网页查询的状态，OCSP 的状态（核对应答的签名），文件签名是否相符。全部有效时退出码为 0。
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

// ---- SM2 与 SM3（GB/T 32918.5、GB/T 32905），区分标识 1234567812345678
const p = 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn
const a = p - 3n
const b = 0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93n
const n = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n
const G = [0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7n, 0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0n]

const mod = (value, by) => ((value % by) + by) % by
const number = (octets) => BigInt(`0x${Buffer.from(octets).toString('hex') || '0'}`)
const octets32 = (value) => Buffer.from(value.toString(16).padStart(64, '0'), 'hex')
const sm3 = (...parts) => createHash('sm3').update(Buffer.concat(parts)).digest()

function inverse(value, by) {
  let [r0, r1, t0, t1] = [by, mod(value, by), 0n, 1n]
  while (r1 > 0n) [r0, r1, t0, t1] = [r1, r0 % r1, t1, t0 - (r0 / r1) * t1]
  return mod(t0, by)
}
function add(P, Q) {
  if (!P) return Q
  if (!Q) return P
  if (P[0] === Q[0] && mod(P[1] + Q[1], p) === 0n) return undefined
  const slope = P[0] === Q[0] ? (3n * P[0] * P[0] + a) * inverse(2n * P[1], p) : (Q[1] - P[1]) * inverse(Q[0] - P[0], p)
  const x = mod(slope * slope - P[0] - Q[0], p)
  return [x, mod(slope * (P[0] - x) - P[1], p)]
}
function multiply(k, P) {
  let R
  for (const bit of k.toString(2)) {
    R = add(R, R)
    if (bit === '1') R = add(R, P)
  }
  return R
}
function verify(message, signature, point) {
  const P = [number(point.subarray(1, 33)), number(point.subarray(33, 65))]
  if (point.length !== 65 || point[0] !== 4 || mod(P[1] * P[1] - P[0] ** 3n - a * P[0] - b, p) !== 0n) return false
  const [r, s] = children(signature).map((one) => number(one.content))
  if (r < 1n || r >= n || s < 1n || s >= n) return false
  const Z = sm3(Buffer.from('0080', 'hex'), Buffer.from('1234567812345678'), ...[a, b, ...G, ...P].map(octets32))
  const t = mod(r + s, n)
  const sum = t === 0n ? undefined : add(multiply(s, G), multiply(t, P))
  return sum !== undefined && mod(number(sm3(Z, message)) + sum[0], n) === r
}

// ---- DER
function element(octets, at = 0) {
  let length = octets[at + 1]
  let head = 2
  if (length > 127) {
    head += length - 128
    length = Number(number(octets.subarray(at + 2, at + head)))
  }
  const end = at + head + length
  if (!(end <= octets.length)) throw new Error('DER')
  return { tag: octets[at], content: octets.subarray(at + head, end), whole: octets.subarray(at, end), end }
}
function children(octets) {
  const { content } = element(octets)
  const found = []
  for (let at = 0; at < content.length; at = found.at(-1).end) found.push(element(content, at))
  return found
}
const write = (tag, ...parts) => {
  const content = Buffer.concat(parts)
  const size = content.length < 128 ? [content.length] : content.length < 256 ? [0x81, content.length] : [0x82, content.length >> 8, content.length & 255]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}

// ---- 证书
function certificate(der) {
  const [tbs, , signature] = children(der)
  const fields = children(tbs.whole).filter((one) => one.tag !== 0xa0)
  return { der, tbs: tbs.whole, signature: signature.content.subarray(1), serial: fields[0], issuer: fields[2].whole, subject: fields[4].whole, point: children(fields[5].whole)[1].content.subarray(1) }
}
const readPem = (file) => certificate(Buffer.from(readFileSync(file, 'utf8').replace(/-----.*?-----|\s/g, ''), 'base64'))

// ---- 网页查询：GET /certificates/{序列号}/status
async function query(site, serial) {
  const answer = await fetch(`${site}/certificates/${serial.toString('hex').replace(/^00/, '')}/status`)
  const body = await answer.json()
  return answer.ok ? body.status : body.code
}

// ---- OCSP（RFC 6960）：POST /ocsp
async function ocsp(site, holder, issuer) {
  const sha1 = (octets) => createHash('sha1').update(octets).digest()
  const algorithm = Buffer.from('300906052b0e03021a0500', 'hex')
  const id = write(0x30, algorithm, write(4, sha1(issuer.subject)), write(4, sha1(issuer.point)), holder.serial.whole)
  const request = write(0x30, write(0x30, write(0x30, write(0x30, id))))
  const answer = await fetch(`${site}/ocsp`, { method: 'POST', headers: { 'content-type': 'application/ocsp-request' }, body: request })
  const [status, bytes] = children(Buffer.from(await answer.arrayBuffer()))
  if (status.content[0] !== 0) return `refused (${status.content[0]})`
  const basic = children(children(bytes.content)[1].content)
  const signer = certificate(children(basic[3].content)[0].whole) // 应答中附有签名人的证书，它须由签发机构签名
  if (!verify(signer.tbs, signer.signature, issuer.point)) return 'signer not ours'
  if (!verify(basic[0].whole, basic[2].content.subarray(1), signer.point)) return 'signature wrong'
  const responses = children(basic[0].whole).find((one) => one.tag === 0x30)
  const [about, state, thisUpdate, nextUpdate] = children(children(responses.whole)[0].whole)
  if (!about.whole.equals(id)) return 'another certificate'
  const time = (text) => Date.parse(text.toString().replace(/^(....)(..)(..)(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z'))
  const until = nextUpdate?.tag === 0xa0 ? time(element(nextUpdate.content).content) : Infinity
  if (time(thisUpdate.content) > Date.now() + 300_000 || until < Date.now() - 300_000) return 'not of this time'
  return { 0x80: 'good', 0xa1: 'revoked', 0x82: 'unknown' }[state.tag]
}

const [site, holderFile, issuerFile, document, signature] = process.argv.slice(2)
const holder = readPem(holderFile)
const issuer = readPem(issuerFile)
if (!verify(holder.tbs, holder.signature, issuer.point)) throw new Error('证书不是这个机构签发的')
const said = { query: await query(site, holder.serial.content), ocsp: await ocsp(site, holder, issuer) }
if (document) said.signature = verify(readFileSync(document), readFileSync(signature), holder.point) ? 'holds' : 'wrong'
for (const [what, word] of Object.entries(said)) console.log(what, word)
process.exitCode = said.query === 'valid' && said.ocsp === 'good' && said.signature !== 'wrong' ? 0 : 1
