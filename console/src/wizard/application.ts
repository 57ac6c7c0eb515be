// What a licence application is made of while it is written: what was typed, and files with the papers that they are.
import { exportCsv } from '../office/csv'
import { toHex, utf8 } from '../crypto/bytes'
import { sm3 } from '../crypto/sm3'
import type { Deed } from '../filings/filings'
import { askedFor, type Asked } from '../cases/acts'
import type { Entered } from '../office/inputs'
import type { Plan, Section } from './materials'
import { nameInside, writeZip, type ZipEntry } from '../parts/zip'

export interface ApplicationFile {
  sm3: string
  name: string
  size: number
  section: string
  papers: string[] // of its section; none: an addition
}
/** All that is kept of it, but the octets of the files. */
export interface Written {
  entered: Entered
  files: ApplicationFile[]
  head: { authority: string; scope: string; own_case: string }
  step: string // a section, or kCheck
}
export const kCheck = 'check'
export const emptyApplication = (): Written => ({ entered: {}, files: [], head: { authority: '', scope: '', own_case: '' }, step: '' })

export const sectionsIn = (plan: Plan, files: ApplicationFile[]): string[] => plan.sections.map((one) => one.code).filter((code) => files.some((file) => file.section === code))
export const filesFor = (files: ApplicationFile[], section: string, paper: string): ApplicationFile[] =>
  files.filter((one) => one.section === section && (paper === '' ? one.papers.length === 0 : one.papers.includes(paper)))

/** What the rules ask for, by what was typed: neither the list of materials nor the package, which nobody types. */
export const askedOf = (plan: Plan, entered: Entered, today: string): Asked[] => askedFor(plan.typed, entered, { values: {}, hidden: new Set() }, today)

export interface Package {
  octets: Uint8Array
  sm3: string
}
export interface PackageWords {
  list: string // name of the list of materials
  columns: string[]
  paper: (section: string, paper: string) => string
}

/** Where each file lies in the package: "3-资金情况/报告.pdf"; a name that is there already gets a number. */
export function placesOf(plan: Plan, files: ApplicationFile[]): string[] {
  const taken = new Set<string>()
  return files.map((file) => {
    const i = plan.sections.findIndex((one) => one.code === file.section)
    const folder = `${i + 1}-${nameInside(plan.sections[i]?.zh ?? file.section)}`
    const plain = nameInside(file.name)
    const dot = plain.lastIndexOf('.')
    const [stem, ending] = dot > 0 ? [plain.slice(0, dot), plain.slice(dot)] : [plain, '']
    let place = `${folder}/${plain}`
    for (let n = 2; taken.has(place.toLowerCase()); n += 1) place = `${folder}/${stem}(${n})${ending}`
    taken.add(place.toLowerCase())
    return place
  })
}

/** One archive of all files in the order of the materials, with their list; `octetsOf` has every one of them. */
export function packageOf(plan: Plan, files: ApplicationFile[], octetsOf: (sm3: string) => Uint8Array, words: PackageWords): Package {
  const order = plan.sections.flatMap((section) => files.filter((one) => one.section === section.code))
  const places = placesOf(plan, order)
  const label = (file: ApplicationFile): string => plan.sections.find((one) => one.code === file.section)?.zh ?? file.section
  const rows = order.map((file, i) => [String(i + 1), label(file), file.papers.map((one) => words.paper(file.section, one)).join('、'), places[i]!, String(file.size), file.sm3.toUpperCase()])
  const entries: ZipEntry[] = [{ name: nameInside(words.list), octets: utf8(exportCsv([words.columns, ...rows])) }, ...order.map((file, i) => ({ name: places[i]!, octets: octetsOf(file.sm3) }))]
  const octets = writeZip(entries)
  return { octets, sm3: toHex(sm3(octets)) }
}

/** The step of the letter that files it: typed inputs, what the files say of the list, and the package. */
export function deedOf(plan: Plan, written: Written, pack: Package, today: string): Deed {
  const typed = askedOf(plan, written.entered, today)
  const asked = plan.transition.inputs.flatMap((input) => (input === plan.list || input === plan.pack ? [input] : typed.filter((one) => one.id === input.id)))
  return { transition: plan.transition, item: '', asked, entered: { ...written.entered, [plan.list.id]: sectionsIn(plan, written.files), [plan.pack.id]: pack.sm3 } }
}

export const sectionOf = (plan: Plan, input: string): Section => plan.sections.find((one) => one.inputs.some((each) => each.id === input)) ?? plan.sections[0]!
