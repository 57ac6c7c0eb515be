import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Router } from 'vue-router'
import { anchorOf, readMarkdown } from '../parts/markdown'
import en from '../i18n/help.en'
import zh from '../i18n/help.zh'
import { kManuals, kPublicManuals, manualText } from './manuals'
import { kSteps } from './steps'
import { kTopics, topicOf } from './topics'

const kFolder = new URL('../../../docs/operations/', import.meta.url)
const textOf = (name: string): string => manualText(readFileSync(new URL(`${name}.md`, kFolder), 'utf8'))
const anchorsIn = (name: string): string[] => readMarkdown(textOf(name)).flatMap((one) => (one.kind === 'heading' ? [anchorOf(one.content)] : []))

let router: Router
beforeAll(async () => {
  vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined })
  vi.stubGlobal('location', { pathname: '/', search: '', hash: '', host: 'x', protocol: 'http:', origin: 'http://x' })
  vi.stubGlobal('history', { state: null, length: 1, replaceState: () => undefined, pushState: () => undefined })
  vi.stubGlobal('document', { documentElement: { lang: '', classList: { toggle: () => undefined } }, querySelector: () => null, createElement: () => ({}), addEventListener: () => undefined })
  vi.stubGlobal('window', { location, history, document, addEventListener: () => undefined, removeEventListener: () => undefined })
  router = (await import('../router')).router
}, 180_000) // all words come with it
afterAll(() => vi.unstubAllGlobals())

/** Pages, by the paths of their routes: what has a title. */
const pages = (): string[] => [...new Set(router.getRoutes().filter((one) => one.meta.title !== undefined && !one.aliasOf).map((one) => one.path.replace(/(.)\/$/, '$1')))]

describe('help', () => {
  it('knows every page of the router, and no others', () => {
    expect(pages().length).toBeGreaterThan(60)
    expect(Object.keys(kTopics).sort()).toEqual(pages().sort())
  })
  it('finds the same for both offices', () => {
    expect(topicOf('/regulator/cases/:number')).toBe(kTopics['/provider/cases/:number'])
    expect([topicOf('/regulator'), topicOf('/provider/')]).toEqual([kTopics['/provider'], kTopics['/provider']])
    expect([topicOf(undefined), topicOf('/nowhere')]).toEqual([undefined, undefined])
  })
  it('names articles that there are', () => {
    const known = [...readFileSync(new URL('../../../rules/articles.toml', import.meta.url), 'utf8').matchAll(/^number = (\d+)$/gm)].map((one) => Number(one[1]))
    expect(known).toHaveLength(42)
    for (const [path, { articles }] of Object.entries(kTopics)) expect([path, articles.length > 0 && articles.every((one) => known.includes(one))]).toEqual([path, true])
  })
  it('names sections that the manuals have', () => {
    const anchors = new Map(kManuals.map((one) => [one as string, anchorsIn(one)]))
    for (const [path, { manual }] of Object.entries(kTopics)) {
      const [name, anchor] = manual.split('#')
      expect([path, anchor, anchors.get(name!)?.includes(anchor!)]).toEqual([path, anchor, true])
    }
  })
  it('lists every manual, with its name', () => {
    expect([...kManuals].sort()).toEqual(readdirSync(kFolder).filter((one) => one.endsWith('.md')).map((one) => one.replace(/\.md$/, '')).sort())
    for (const one of kManuals) expect([one, zh.help.names[one] !== undefined, en.help.names[one] !== undefined]).toEqual([one, true, true])
    expect(kPublicManuals.every((one) => (kManuals as readonly string[]).includes(one))).toBe(true)
  })
  it('leads first steps to pages that there are, each with its words', () => {
    const reachable = (path: string): boolean => router.resolve(path).matched.at(-1)?.meta.title !== undefined
    for (const [list, base] of [['officers', '/provider'], ['applicants', '/public'], ['regulator', '/public']] as const) {
      for (const path of kSteps[list]) if (path) expect([path, reachable(`${base}${path}`)]).toEqual([path, true])
      expect([zh.help[list].length, en.help[list].length]).toEqual([kSteps[list].length, kSteps[list].length])
    }
  })
})

describe('a manual for the page', () => {
  it('has its items whole, its links as words, its code as it is', () => {
    expect(manualText('1. 甲\n   乙\n   - 丙 [丁](x.md)\n\n```\na\n  b\n```\n')).toBe('1. 甲乙\n   - 丙 丁\n\n```\na\n  b\n```\n')
  })
})
