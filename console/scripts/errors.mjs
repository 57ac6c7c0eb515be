// api/errors.toml and rules/articles.toml as modules: the sentences of every error code, for the integrators' page, and what each article
// asks for, for help. Not kept, like api/schema.ts.
import { readFileSync, writeFileSync } from 'node:fs'
import { parse } from 'smol-toml'

const listed = parse(readFileSync(new URL('../../api/errors.toml', import.meta.url), 'utf8'))
const rows = Object.keys(listed).sort().map((code) => [code, listed[code].zh, listed[code].en])
const text = `// Made from api/errors.toml by scripts/errors.mjs.\nexport const errors: [code: string, zh: string, en: string][] = ${JSON.stringify(rows, undefined, 1)}\n`
writeFileSync(new URL('../src/api/errors.ts', import.meta.url), text)

const law = parse(readFileSync(new URL('../../rules/articles.toml', import.meta.url), 'utf8'))
const articles = law.article.map((one) => [one.number, one.summary.zh, one.summary.en])
writeFileSync(new URL('../src/api/articles.ts', import.meta.url), `// Made from rules/articles.toml by scripts/errors.mjs.\nexport const articles: [number: number, zh: string, en: string][] = ${JSON.stringify(articles, undefined, 1)}\n`)
