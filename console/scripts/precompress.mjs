// Beside every text file of dist its gzip form, where that is smaller: the server compresses nothing itself.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const dist = fileURLToPath(new URL('../dist', import.meta.url))
let plain = 0
let packed = 0
for (const name of readdirSync(dist, { recursive: true })) {
  const file = join(dist, name)
  if (!statSync(file).isFile() || !/\.(html|js|css|svg|json)$/.test(name)) continue
  const octets = readFileSync(file)
  const gzip = gzipSync(octets, { level: 9 })
  plain += octets.length
  packed += Math.min(octets.length, gzip.length)
  if (gzip.length < octets.length) writeFileSync(`${file}.gz`, gzip)
}
console.log(`dist: ${Math.ceil(plain / 1024)} KB, ${Math.ceil(packed / 1024)} KB as gzip`)
