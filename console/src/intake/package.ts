// Paper at the counter: scans of each material, put together as one package with a list of what is in it.
import { toHex } from '../crypto/bytes'
import { sm3 } from '../crypto/sm3'
import { exportCsv } from '../office/csv'
import type { Row } from '../office/inputs'
import type { Label } from '../office/work'
import { writeZip, type ZipEntry } from '../parts/zip'

export const kScanEndings = ['pdf', 'ofd', 'png', 'jpg', 'jpeg']
export const kList = '材料目录.csv'
const kPaper = '纸质'

export interface Scan {
  name: string
  octets: Uint8Array
}
export interface Material {
  code: string
  label: Label
  pages: string // as typed: counted on the paper
  scans: Scan[]
}
export interface Packed {
  octets: Uint8Array
  codes: string[] // of the materials that are in it
  /** Rows of 收件回执. */
  receipt: Row[]
}

export const endingOf = (name: string): string => (name.includes('.') ? name.slice(name.lastIndexOf('.') + 1).toLowerCase() : '')
export const isScan = (name: string): boolean => kScanEndings.includes(endingOf(name))
export const pagesOf = (text: string): number | undefined => (/^[1-9]\d{0,4}$/.test(text.trim()) ? Number(text.trim()) : undefined)

/** A folder for each material by its place in the list: every reader of the package finds it, whatever the scans were called. */
export const folderOf = (place: number, label: Label): string => `${String(place + 1).padStart(2, '0')}-${label.zh.replaceAll(/[\\/:*?"<>|\s]+/g, '')}`

/** The material that a file of a package belongs to; empty: its own folder is none of ours. */
export function materialOf(name: string, materials: { code: string; label: Label }[]): string {
  const place = materials.findIndex((one, i) => name.startsWith(`${folderOf(i, one.label)}/`))
  return place < 0 ? '' : materials[place]!.code
}

/** What is there and lacks its number of pages. */
export const uncounted = (materials: Material[]): Material[] => materials.filter((one) => one.scans.length > 0 && pagesOf(one.pages) === undefined)

/** The same scans in the same order give the same octets. */
export function pack(materials: Material[]): Packed {
  const list: string[][] = [['序号', '材料', '形式', '页数', '文件', 'SM3']]
  const entries: ZipEntry[] = []
  const receipt: Row[] = []
  materials.forEach((one, place) => {
    if (one.scans.length === 0) return
    receipt.push({ material: one.label.zh, form: kPaper, pages: one.pages.trim() })
    one.scans.forEach((scan, i) => {
      const name = `${folderOf(place, one.label)}/${String(i + 1).padStart(2, '0')}.${endingOf(scan.name)}`
      entries.push({ name, octets: scan.octets })
      list.push([String(place + 1), one.label.zh, kPaper, one.pages.trim(), name, toHex(sm3(scan.octets))])
    })
  })
  const octets = writeZip([...entries, { name: kList, octets: new TextEncoder().encode(exportCsv(list)) }])
  return { octets, codes: materials.filter((one) => one.scans.length > 0).map((one) => one.code), receipt }
}
