// For tests: the vectors of the C++ side (tests/vectors/*.txt), so that both sides are held to the same octets.
import { readFileSync } from 'node:fs'

export type Vector = Record<string, string>

export function readVectors(name: string): Vector[] {
  const text = readFileSync(new URL(`../../../tests/vectors/${name}`, import.meta.url), 'utf8')
  return text
    .split(/\n\s*\n/)
    .map((block) =>
      Object.fromEntries(
        block
          .split('\n')
          .filter((line) => line !== '' && !line.startsWith('#'))
          .map((line) => [line.slice(0, line.indexOf('=')).trim(), line.slice(line.indexOf('=') + 1).trim()]),
      ),
    )
    .filter((vector) => Object.keys(vector).length > 0)
}
