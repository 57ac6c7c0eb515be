// As much of DER as key files, certificates, lists and status answers need; strict, and never reads past its end. Faults are DerError.

export class DerError extends Error {}

export const tag = {
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  enumerated: 0x0a,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
} as const
/** Constructed, context-specific. */
export const context = (number: number): number => 0xa0 | number

export interface Element {
  tag: number
  content: Uint8Array
  whole: Uint8Array
}

export class DerReader {
  private at = 0
  constructor(private readonly octets: Uint8Array) {}

  get atEnd(): boolean {
    return this.at === this.octets.length
  }

  peek(): number | undefined {
    return this.octets[this.at]
  }

  next(): Element {
    const start = this.at
    const found = this.octet()
    if ((found & 0x1f) === 0x1f) throw new DerError('a tag of several octets')
    const length = this.length()
    if (length > this.octets.length - this.at) throw new DerError('an element longer than its surroundings')
    const content = this.octets.subarray(this.at, this.at + length)
    this.at += length
    return { tag: found, content, whole: this.octets.subarray(start, this.at) }
  }

  expect(wanted: number): Uint8Array {
    const element = this.next()
    if (element.tag !== wanted) throw new DerError(`tag ${element.tag} where ${wanted} was expected`)
    return element.content
  }

  /** The element when it has this tag, otherwise nothing is read. */
  optional(wanted: number): Uint8Array | undefined {
    return this.peek() === wanted ? this.expect(wanted) : undefined
  }

  enter(wanted: number = tag.sequence): DerReader {
    return new DerReader(this.expect(wanted))
  }

  /** In dotted decimals. */
  oid(): string {
    return oidText(this.expect(tag.oid))
  }

  /** UTCTime or GeneralizedTime in the forms of RFC 5280 4.1.2.5: milliseconds since 1970. */
  time(): number {
    const { tag: kind, content } = this.next()
    const text = new TextDecoder().decode(content)
    const long = kind === tag.generalizedTime ? text : kind === tag.utcTime ? `${Number(text.slice(0, 2)) < 50 ? '20' : '19'}${text}` : ''
    const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(long)
    if (!match) throw new DerError('not a time')
    const [, year, month, day, hour, minute, second] = match.map(Number) as [number, number, number, number, number, number, number]
    return Date.UTC(year, month - 1, day, hour, minute, second)
  }

  /** Not negative, up to 2^47. */
  smallInteger(): number {
    const content = this.expect(tag.integer)
    if (content.length === 0 || content.length > 6 || (content[0] ?? 0) > 0x7f) throw new DerError('not a small integer')
    return content.reduce((value, octet) => value * 256 + octet, 0)
  }

  end(): void {
    if (!this.atEnd) throw new DerError('octets after the end')
  }

  private octet(): number {
    const octet = this.octets[this.at]
    if (octet === undefined) throw new DerError('ends too early')
    this.at += 1
    return octet
  }

  private length(): number {
    const first = this.octet()
    if (first < 0x80) return first
    const count = first & 0x7f
    if (count === 0 || count > 3) throw new DerError('a length that DER does not have')
    let length = 0
    for (let i = 0; i < count; i++) length = length * 256 + this.octet()
    if (length < 0x80 || (count > 1 && length < 256 ** (count - 1))) throw new DerError('a length longer than needed')
    return length
  }
}

export function oidText(content: Uint8Array): string {
  const arcs: number[] = []
  let value = 0
  let open = false
  for (const octet of content) {
    value = value * 128 + (octet & 0x7f)
    open = (octet & 0x80) !== 0
    if (!open) {
      arcs.push(value)
      value = 0
    }
  }
  const first = arcs.shift()
  if (first === undefined || open) throw new DerError('not an object identifier')
  const root = Math.min(2, Math.floor(first / 40))
  return [root, first - 40 * root, ...arcs].join('.')
}
