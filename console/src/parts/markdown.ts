// As much Markdown as CPS and CP are written in. Anything else stays the text that it is.

export interface Inline {
  text: string
  strong?: boolean
  code?: boolean
}
export type Block =
  | { kind: 'heading'; level: number; content: Inline[] }
  | { kind: 'paragraph'; quote: boolean; content: Inline[] }
  | { kind: 'list'; ordered: boolean; items: Inline[][] }
  | { kind: 'table'; head: Inline[][]; rows: Inline[][][] }
  | { kind: 'code'; text: string }

export function readInline(text: string): Inline[] {
  return text
    .split(/(\*\*[^*]+\*\*|`[^`]+`)/)
    .filter((part) => part !== '')
    .map((part) => {
      if (part.length > 4 && part.startsWith('**') && part.endsWith('**')) return { text: part.slice(2, -2), strong: true }
      if (part.length > 2 && part.startsWith('`') && part.endsWith('`')) return { text: part.slice(1, -1), code: true }
      return { text: part }
    })
}

/** Names a heading, as GitHub does: letters and digits, a hyphen for a space. */
export const anchorOf = (content: Inline[]): string => content.map((one) => one.text).join('').trim().toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '').replace(/\s/g, '-')

const cells = (line: string): Inline[][] => line.trim().replace(/^\||\|$/g, '').split('|').map((cell) => readInline(cell.trim()))

const kRule = /^\s*\|?(\s*:?-+:?\s*\|)+\s*(:?-+:?)?\s*$/
const kItem = /^\s*(?:[-*]|\d+\.)\s+/

/** How a line begins, as far as it decides what comes after it. */
function startsBlock(line: string): boolean {
  return line.trim() === '' || /^#{1,6}\s/.test(line) || line.startsWith('|') || line.startsWith('>') || line.startsWith('```') || kItem.test(line)
}

export function readMarkdown(text: string): Block[] {
  const lines = text.replace(/\r\n?/g, '\n').split('\n')
  const blocks: Block[] = []
  let at = 0
  const takeWhile = (holds: (line: string) => boolean): string[] => {
    const taken: string[] = []
    while (at < lines.length && holds(lines[at]!)) taken.push(lines[at++]!)
    return taken
  }
  while (at < lines.length) {
    const line = lines[at]!
    const heading = /^(#{1,6})\s+(.*)$/.exec(line)
    if (line.trim() === '') at += 1
    else if (heading) {
      blocks.push({ kind: 'heading', level: heading[1]!.length, content: readInline(heading[2]!.trim()) })
      at += 1
    } else if (line.startsWith('```')) {
      at += 1
      blocks.push({ kind: 'code', text: takeWhile((one) => !one.startsWith('```')).join('\n') })
      at += 1
    } else if (line.startsWith('|') && kRule.test(lines[at + 1] ?? '')) {
      const [head, , ...rows] = takeWhile((one) => one.startsWith('|'))
      blocks.push({ kind: 'table', head: cells(head!), rows: rows.map(cells) })
    } else if (line.startsWith('>')) {
      const quoted = takeWhile((one) => one.startsWith('>')).map((one) => one.replace(/^>\s?/, ''))
      blocks.push({ kind: 'paragraph', quote: true, content: readInline(quoted.join('')) })
    } else if (kItem.test(line)) {
      const ordered = /^\s*\d/.test(line)
      blocks.push({ kind: 'list', ordered, items: takeWhile((one) => kItem.test(one)).map((one) => readInline(one.replace(kItem, ''))) })
    } else {
      const first = lines[at++]!
      blocks.push({ kind: 'paragraph', quote: false, content: readInline([first, ...takeWhile((one) => !startsBlock(one))].join('')) })
    }
  }
  return blocks
}
