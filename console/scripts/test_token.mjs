// Makes a test token (src/keys/TOKEN_BRIDGE.md) out of a key file, for tests and demonstrations, and refuses to be more than that:
//   node scripts/test_token.mjs --origin http://127.0.0.1:8080 --key entry-1.key --out FOLDER [--label NAME]
// PIN of the token: YINXIN_TEST_PIN, else 123456; password of the key file, where it has one: YINXIN_KEY_PASSWORD. FOLDER becomes an
// extension of a browser (chromium --load-extension=FOLDER); its token.js alone serves where pages are driven by a program.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { build } from 'vite'

const kLoopback = ['127.0.0.1', 'localhost', '[::1]']

function refuse(why) {
  console.error(`test token refused: ${why}`)
  process.exit(2)
}

const { values } = parseArgs({ options: { origin: { type: 'string' }, key: { type: 'string' }, out: { type: 'string' }, label: { type: 'string' } } })
const origin = values.origin ?? ''
if (!/^http:\/\/[^/]+$/.test(origin) || !kLoopback.includes(new URL(origin).hostname)) refuse('--origin must be a site on this machine, without a path')
if (!values.key || !values.out) refuse('--key FILE and --out FOLDER are needed')
const facts = await fetch(`${origin}/console.json`).then((answer) => answer.json()).catch(() => undefined)
if (facts?.demonstration !== true) refuse(`${origin} does not say that it is a demonstration`)
let pem = ''
try {
  pem = readFileSync(values.key, 'utf8')
} catch {
  refuse(`${values.key} cannot be read`)
}
if (!/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(pem)) refuse(`${values.key} is no key file`)

const token = {
  pem,
  password: process.env.YINXIN_KEY_PASSWORD ?? '',
  pin: process.env.YINXIN_TEST_PIN ?? '123456',
  label: `测试钥匙 ${values.label ?? basename(values.key).replace(/\.[^.]*$/, '')}`,
}
const made = await build({
  configFile: false,
  logLevel: 'error',
  define: { __TEST_TOKEN__: JSON.stringify(token) },
  build: { write: false, minify: false, lib: { entry: fileURLToPath(new URL('../src/keys/test_token.ts', import.meta.url)), formats: ['iife'], name: 'yinxinTestToken', fileName: () => 'token.js' } },
})
const code = [made].flat().flatMap((one) => one.output).find((one) => one.type === 'chunk').code
mkdirSync(values.out, { recursive: true })
const mine = { mode: 0o600 } // the key stands in it
writeFileSync(join(values.out, 'token.js'), code, mine)
writeFileSync(
  join(values.out, 'manifest.json'),
  `${JSON.stringify({ manifest_version: 3, name: '印信测试钥匙（仅供演示）', version: '1', content_scripts: [{ matches: [`http://${new URL(origin).hostname}/*`], js: ['token.js'], run_at: 'document_start' }] }, undefined, 2)}\n`,
)
console.log(`test token of ${origin} in ${values.out}: ${token.label}`)
