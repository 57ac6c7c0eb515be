// A ZIP archive (PKWARE APPNOTE.TXT 6.3.3) of stored entries, in the form that src/cases/media_zip.cpp takes. No time of making in it:
// the same files give the same octets, and the same SM3.
import { concat, utf8 } from '../crypto/bytes'

export interface ZipEntry {
  name: string // a path inside, parts joined by '/'
  octets: Uint8Array
}

const kLocal = 0x04034b50
const kDirectory = 0x02014b50
const kEnd = 0x06054b50
const kVersion = 20
const kUtf8 = 0x0800
const kNoDay = 0x21 // 1980-01-01

const kCrc = Uint32Array.from({ length: 256 }, (_, i) => {
  let crc = i
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  return crc
})
export function crc32(octets: Uint8Array): number {
  let crc = 0xffffffff
  for (const octet of octets) crc = kCrc[(crc ^ octet) & 0xff]! ^ (crc >>> 8)
  return (crc ^ 0xffffffff) >>> 0
}

/** Numbers of 2 and 4 octets, the least first. */
function little(...fields: [octets: 2 | 4, value: number][]): Uint8Array {
  const made = new DataView(new ArrayBuffer(fields.reduce((sum, [size]) => sum + size, 0)))
  let at = 0
  for (const [size, value] of fields) {
    if (size === 2) made.setUint16(at, value, true)
    else made.setUint32(at, value, true)
    at += size
  }
  return new Uint8Array(made.buffer)
}

/** Names have to differ; at most 65,535 entries. */
export function zipOf(entries: ZipEntry[]): Uint8Array {
  const parts: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let at = 0
  for (const entry of entries) {
    const name = utf8(entry.name)
    const size = entry.octets.length
    const common: [2 | 4, number][] = [[2, kVersion], [2, kUtf8], [2, 0], [2, 0], [2, kNoDay], [4, crc32(entry.octets)], [4, size], [4, size], [2, name.length], [2, 0]]
    const local = concat(little([4, kLocal], ...common), name)
    parts.push(local, entry.octets)
    directory.push(little([4, kDirectory], [2, kVersion], ...common, [2, 0], [2, 0], [2, 0], [4, 0], [4, at]), name)
    at += local.length + size
  }
  const list = concat(...directory)
  return concat(...parts, list, little([4, kEnd], [2, 0], [2, 0], [2, entries.length], [2, entries.length], [4, list.length], [4, at], [2, 0]))
}

/** A name that stands for the same file wherever the archive is unpacked. */
export function nameInside(name: string): string {
  const plain = name.normalize('NFC').replace(/[\u0000-\u001f\u007f/\\:*?"<>|]/g, '_').replace(/^\.+/, '_').trim()
  return plain === '' ? '_' : plain
}
