// The pack of a case (案卷包) for the road: what was done, its documents and files in one archive with the SM3 of each, put
// together here from what this officer may read. The form is that of `yinxin case export` (src/proof/case_archive.hpp), so that
// `yinxin-audit case` checks it.
import { concat, toHex, utf8 } from '../crypto/bytes'
import { sm3 } from '../crypto/sm3'

const kBlock = 512
const kName = 100 // octets of a name
const kFormat = 1
const kCatalogue = 'catalogue.json'
const kContents = '目录.txt'
const kContentsTitle = '案卷目录'

export interface PackStep {
  position: number
  event: string
  title: string
  at: string
  actor: string
}
export interface PackFile {
  path: string
  title: string
  octets: Uint8Array
}
export interface Absent {
  title: string
  why: string
}
export interface Pack {
  number: string
  title: string
  madeBy: string
  madeAt: number // milliseconds since 1970; whole seconds count
  steps: PackStep[]
  files: PackFile[]
  absent: Absent[]
}

const octal = (value: number, digits: number): string => value.toString(8).padStart(digits, '0')
/** POSIX ustar: mode 0644, owner 0, no owner names. */
function header(name: string, size: number, seconds: number): Uint8Array {
  const called = utf8(name)
  if (called.length > kName) throw new Error(`a name of ${called.length} octets`)
  const block = new Uint8Array(kBlock)
  const put = (at: number, text: string): void => block.set(utf8(text), at)
  block.set(called)
  put(100, octal(0o644, 7))
  put(108, octal(0, 7))
  put(116, octal(0, 7))
  put(124, octal(size, 11))
  put(136, octal(seconds, 11))
  put(156, '0')
  put(257, 'ustar\0' + '00')
  put(329, octal(0, 7))
  put(337, octal(0, 7))
  put(148, '        ') // counted as spaces
  put(148, `${octal(block.reduce((sum, octet) => sum + octet, 0), 6)}\0 `)
  return block
}

const utc = (time: number): string => new Date(Math.floor(time / 1000) * 1000).toISOString().replace('.000Z', 'Z')
const beijing = (time: number): string => utc(time + 8 * 3_600_000).replace('T', ' ').replace('Z', '')

interface Entry {
  path: string
  title: string
  size: number
  sm3: string
}
function contentsOf(pack: Pack, entries: Entry[]): string {
  const steps = pack.steps.map((one) => `${one.position}　${one.at}　${one.title} (${one.event})　${one.actor}\n`).join('')
  const files = entries.map((one, i) => `${i + 1}　${one.title}　${one.path}　${one.size} 字节　SM3 ${one.sm3}\n`).join('')
  const absent = pack.absent.length === 0 ? '' : `\n三、未收入本卷\n${pack.absent.map((one) => `${one.title}　${one.why}\n`).join('')}`
  return `${kContentsTitle}\n案件 ${pack.number}　${pack.title}\n导出 ${beijing(pack.madeAt)}　${pack.madeBy}\n\n一、办理过程\n${steps}\n二、文件\n${files}${absent}`
}

export function writePack(pack: Pack): Uint8Array {
  const seconds = Math.floor(pack.madeAt / 1000)
  const entryOf = (one: PackFile): Entry => ({ path: one.path, title: one.title, size: one.octets.length, sm3: toHex(sm3(one.octets)) })
  const entries = pack.files.map(entryOf)
  const contents: PackFile = { path: kContents, title: kContentsTitle, octets: utf8(contentsOf(pack, entries)) }
  const catalogue = {
    format: kFormat, number: pack.number, title: pack.title, made_by: pack.madeBy, made_at: utc(pack.madeAt),
    steps: pack.steps.map(({ position, event, title, at, actor }) => ({ position, event, title, at, actor })),
    entries: [...entries, entryOf(contents)], absent: pack.absent.map(({ title, why }) => ({ title, why })),
  }
  const all = [...pack.files, contents, { path: kCatalogue, title: '', octets: utf8(`${JSON.stringify(catalogue, undefined, 2)}\n`) }]
  const parts = all.flatMap(({ path, octets }) => [header(path, octets.length, seconds), octets, new Uint8Array((kBlock - (octets.length % kBlock)) % kBlock)])
  return concat(...parts, new Uint8Array(2 * kBlock))
}
