// api/errors.toml as a module: the sentences of every error code, for the integrators' page. Not kept, like api/schema.ts.
import { readFileSync, writeFileSync } from 'node:fs'
import { parse } from 'smol-toml'

const listed = parse(readFileSync(new URL('../../api/errors.toml', import.meta.url), 'utf8'))
const rows = Object.keys(listed).sort().map((code) => [code, listed[code].zh, listed[code].en])
const text = `// Made from api/errors.toml by scripts/errors.mjs.\nexport const errors: [code: string, zh: string, en: string][] = ${JSON.stringify(rows, undefined, 1)}\n`
writeFileSync(new URL('../src/api/errors.ts', import.meta.url), text)
