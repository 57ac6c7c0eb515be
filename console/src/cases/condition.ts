// The rules' sentences on when an input is asked for and when it must be there (rules/procedures/README.md), as
// src/procedure/condition.hpp reads them. The page does not know everything that the office knows: then it says so, and the
// server decides.

export interface Known {
  inputs: Record<string, unknown> // of this act, in the types of the API
  values: Record<string, unknown> // of earlier ones, as far as they are shown
  hidden: ReadonlySet<string> // earlier ones that are there and not shown
  today: string // setting:today, YYYY-MM-DD
}
/** Nothing: the page cannot know. */
export type Truth = boolean | undefined

const kUnknown = Symbol('unknown')
type Single = string | number | boolean
type Operand = Single | unknown[] | undefined | typeof kUnknown // undefined: it is not there
const kToken = /\s*(?:("[^"]*")|(\d{4}-\d{2}-\d{2})|(-?\d+)|([A-Za-z_][\w.-]*(?::[\w.-]+)?)|(!=|<=|>=|[=<>(),]))/y
const kDay = 86_400_000

class Unreadable extends Error {}

function tokensOf(sentence: string): string[] {
  const tokens: string[] = []
  kToken.lastIndex = 0
  while (sentence.slice(kToken.lastIndex).trim() !== '') {
    const match = kToken.exec(sentence)
    if (!match) throw new Unreadable(sentence)
    tokens.push(match[0].trim())
  }
  return tokens
}

const not = (one: Truth): Truth => (one === undefined ? undefined : !one)
const both = (parts: Truth[]): Truth => (parts.includes(false) ? false : parts.includes(undefined) ? undefined : true)
const any = (parts: Truth[]): Truth => (parts.includes(true) ? true : parts.includes(undefined) ? undefined : false)

function compare(left: Operand, how: string, right: Operand): Truth {
  if (left === kUnknown || right === kUnknown) return undefined
  // With what is not there, or of another kind: false, whatever the operator.
  if (left === undefined || right === undefined || typeof left !== typeof right || Array.isArray(left) || Array.isArray(right)) return false
  const [a, b] = [left as Single, right as Single]
  switch (how) {
    case '=': return a === b
    case '!=': return a !== b
    case '<': return a < b
    case '<=': return a <= b
    case '>': return a > b
    default: return a >= b
  }
}

class Reader {
  private at = 0
  constructor(private readonly tokens: string[], private readonly known: Known) {}

  whole(): Truth {
    const truth = this.joined()
    if (this.at < this.tokens.length) throw new Unreadable(this.tokens[this.at])
    return truth
  }
  private take(token: string): boolean {
    if (this.tokens[this.at] !== token) return false
    this.at += 1
    return true
  }
  private need(token: string): void {
    if (!this.take(token)) throw new Unreadable(token)
  }
  private next(): string {
    const token = this.tokens[this.at++]
    if (token === undefined) throw new Unreadable('end')
    return token
  }
  private joined(): Truth {
    const parts: Truth[] = []
    do parts.push(this.conjunction())
    while (this.take('or'))
    return any(parts)
  }
  private conjunction(): Truth {
    const parts: Truth[] = []
    do parts.push(this.single())
    while (this.take('and'))
    return both(parts)
  }
  private single(): Truth {
    if (this.take('not')) return not(this.single())
    if (this.take('(')) {
      const truth = this.joined()
      this.need(')')
      return truth
    }
    if (this.take('exists')) {
      this.need('(')
      const one = this.plain(this.next())
      this.need(')')
      return one === kUnknown ? undefined : one !== undefined
    }
    const left = this.operand()
    const how = this.next()
    return compare(left, how, this.operand())
  }
  private operand(): Operand {
    const token = this.next()
    if (!['sum', 'count', 'days'].includes(token)) return this.plain(token)
    this.need('(')
    const first = this.next()
    let made: Operand
    if (token === 'sum') made = this.sum(first)
    else if (token === 'count') made = this.count(this.plain(first))
    else {
      this.need(',')
      made = this.days(this.plain(first), this.plain(this.next()))
    }
    this.need(')')
    return made
  }
  private sum(token: string): Operand {
    const dot = token.lastIndexOf('.')
    const rows = this.plain(token.slice(0, dot))
    if (!Array.isArray(rows)) return rows === kUnknown ? kUnknown : undefined
    const cells = rows.map((row) => (row as Record<string, unknown>)[token.slice(dot + 1)])
    return cells.reduce<number>((total, cell) => total + (typeof cell === 'number' ? cell : 0), 0)
  }
  private count(one: Operand): Operand {
    return Array.isArray(one) ? one.length : one === kUnknown ? kUnknown : undefined
  }
  private days(from: Operand, to: Operand): Operand {
    if (from === kUnknown || to === kUnknown) return kUnknown
    const [a, b] = [Date.parse(String(from)), Date.parse(String(to))]
    return Number.isNaN(a) || Number.isNaN(b) ? undefined : Math.round((b - a) / kDay)
  }
  private plain(token: string): Operand {
    const [source, name] = [token.slice(0, token.indexOf(':') + 1), token.slice(token.indexOf(':') + 1)]
    if (source === 'input:') return this.known.inputs[name] as Operand
    if (source === 'value:') return this.known.hidden.has(name) ? kUnknown : (this.known.values[name] as Operand)
    if (source === 'setting:') return name === 'today' ? this.known.today : kUnknown
    if (token.startsWith('"')) return token.slice(1, -1)
    if (token === 'true' || token === 'false') return token === 'true'
    if (/^-?\d+$/.test(token)) return Number(token)
    if (/^\d{4}-\d{2}-\d{2}$/.test(token)) return token
    throw new Unreadable(token)
  }
}

/** Whether the sentence holds; nothing where that rests on what the page does not know, or cannot read. */
export function holds(sentence: string, known: Known): Truth {
  try {
    return new Reader(tokensOf(sentence), known).whole()
  } catch (fault) {
    if (fault instanceof Unreadable) return undefined
    throw fault
  }
}
