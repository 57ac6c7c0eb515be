// ZIP archives (PKWARE APPNOTE.TXT 6.3.3): packages of files and spreadsheets are put together here, and a package that was handed in is
// looked into.
// Written: stored, UTF-8 names. Read: stored and deflated entries, in memory, within limits; what is odd is refused.
import { concat } from '../crypto/bytes'

const kLocal = 0x04034b50
const kDirectory = 0x02014b50
const kEnd = 0x06054b50
const kLocalSize = 30
const kDirectorySize = 46
const kEndSize = 22
const kMostComment = 0xffff
const kUtf8 = 0x0800
const kEncrypted = 0x0001
const kStored = 0
const kDeflated = 8
const kVersion = 20
export const kMaxEntries = 1000 // as kMaxZipEntries of src/cases
export const kMaxUnpacked = 64 * 1024 * 1024 // octets of all entries: four packages of the largest size that cases take

export interface ZipEntry {
  name: string
  octets: Uint8Array
}
export class ZipError extends Error {}

const table = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  return value >>> 0
})
export function crc32(octets: Uint8Array): number {
  let crc = 0xffffffff
  for (const octet of octets) crc = (crc >>> 8) ^ table[(crc ^ octet) & 0xff]!
  return (crc ^ 0xffffffff) >>> 0
}

function fields(...all: [width: 2 | 4, value: number][]): Uint8Array {
  const view = new DataView(new ArrayBuffer(all.reduce((sum, [width]) => sum + width, 0)))
  let at = 0
  for (const [width, value] of all) {
    if (width === 2) view.setUint16(at, value, true)
    else view.setUint32(at, value, true)
    at += width
  }
  return new Uint8Array(view.buffer)
}

const kNoTime = 0
const kFirstDay = 0x21 // 1980-01-01: when it was packed says nothing of the papers, and the same papers give the same octets

/** The same entries in the same order give the same octets. Names have to differ; at most 65,535 of them. */
export function writeZip(entries: ZipEntry[]): Uint8Array {
  const parts: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let at = 0
  for (const { name, octets } of entries) {
    const called = new TextEncoder().encode(name)
    const shared: [2 | 4, number][] = [[2, kVersion], [2, kUtf8], [2, kStored], [2, kNoTime], [2, kFirstDay], [4, crc32(octets)], [4, octets.length], [4, octets.length], [2, called.length], [2, 0]]
    const local = concat(fields([4, kLocal], ...shared), called)
    directory.push(concat(fields([4, kDirectory], [2, kVersion], ...shared, [2, 0], [2, 0], [2, 0], [4, 0], [4, at]), called))
    parts.push(local, octets)
    at += local.length + octets.length
  }
  const size = directory.reduce((sum, one) => sum + one.length, 0)
  return concat(...parts, ...directory, fields([4, kEnd], [2, 0], [2, 0], [2, entries.length], [2, entries.length], [4, size], [4, at], [2, 0]))
}

/** A name that stands for the same file wherever the archive is unpacked. */
export function nameInside(name: string): string {
  const plain = name.normalize('NFC').replace(/[\u0000-\u001f\u007f/\\:*?"<>|]/g, '_').replace(/^\.+/, '_').trim()
  return plain === '' ? '_' : plain
}

function findEnd(view: DataView): number {
  for (let at = view.byteLength - kEndSize; at >= 0 && at >= view.byteLength - kEndSize - kMostComment; at--) {
    if (view.getUint32(at, true) === kEnd && view.getUint16(at + 20, true) === view.byteLength - at - kEndSize) return at
  }
  throw new ZipError('no directory')
}

async function inflate(packed: Uint8Array, size: number): Promise<Uint8Array> {
  if (typeof DecompressionStream === 'undefined') throw new ZipError('this browser does not unpack')
  const reader = new Blob([packed as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader()
  const whole = new Uint8Array(size)
  let at = 0
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      if (at + value.length > size) throw new ZipError('more than it says')
      whole.set(value, at)
      at += value.length
    }
  } catch (fault) {
    void reader.cancel().catch(() => undefined)
    throw fault instanceof ZipError ? fault : new ZipError('damaged')
  }
  if (at !== size) throw new ZipError('less than it says')
  return whole
}

/** Files of an archive, without folders. Throws ZipError. */
export async function readZip(octets: Uint8Array): Promise<ZipEntry[]> {
  const view = new DataView(octets.buffer, octets.byteOffset, octets.byteLength)
  if (octets.length < kEndSize) throw new ZipError('cut off')
  const end = findEnd(view)
  const count = view.getUint16(end + 10, true)
  if (count > kMaxEntries) throw new ZipError('too many entries')
  const entries: ZipEntry[] = []
  let unpacked = 0
  let at = view.getUint32(end + 16, true)
  for (let i = 0; i < count; i++) {
    if (at + kDirectorySize > end || view.getUint32(at, true) !== kDirectory) throw new ZipError('directory')
    const [flags, method, crc] = [view.getUint16(at + 8, true), view.getUint16(at + 10, true), view.getUint32(at + 16, true)]
    const [packed, size] = [view.getUint32(at + 20, true), view.getUint32(at + 24, true)]
    const [named, extra, comment] = [view.getUint16(at + 28, true), view.getUint16(at + 30, true), view.getUint16(at + 32, true)]
    const begin = view.getUint32(at + 42, true)
    if (at + kDirectorySize + named > end) throw new ZipError('directory')
    const name = new TextDecoder(flags & kUtf8 ? 'utf-8' : 'gb18030').decode(octets.subarray(at + kDirectorySize, at + kDirectorySize + named))
    at += kDirectorySize + named + extra + comment
    if (begin + kLocalSize > end || view.getUint32(begin, true) !== kLocal) throw new ZipError('entry')
    const from = begin + kLocalSize + view.getUint16(begin + 26, true) + view.getUint16(begin + 28, true)
    if (from + packed > end) throw new ZipError('entry')
    if (name.endsWith('/')) continue
    if (flags & kEncrypted || ![kStored, kDeflated].includes(method)) throw new ZipError('encrypted, or packed in another way')
    unpacked += size
    if (unpacked > kMaxUnpacked) throw new ZipError('too large')
    const raw = octets.subarray(from, from + packed)
    if (method === kStored && packed !== size) throw new ZipError('entry')
    const content = method === kStored ? raw : await inflate(raw, size)
    if (crc32(content) !== crc) throw new ZipError('damaged')
    entries.push({ name, octets: content })
  }
  return entries
}
