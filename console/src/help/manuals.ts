// The manuals of docs/operations, as they stand there: each a chunk of its own, read when it is opened.
const kFiles = import.meta.glob<string>('../../../docs/operations/*.md', { query: '?raw', import: 'default' })
const loaders = new Map(Object.entries(kFiles).map(([path, load]) => [path.slice(path.lastIndexOf('/') + 1).replace(/\.md$/, ''), load]))

/** In the order in which people need them; in public the first alone. */
export const kManuals = ['console', 'compliance', 'exchange', 'files', 'inventories', 'supervision', 'instruments', 'documents', 'handover', 'clock', 'README'] as const
export const kPublicManuals: readonly string[] = ['console']

/** For readMarkdown: lines that go on an item are one with it, links are their words. */
export function manualText(text: string): string {
  return text
    .split(/(^```[\s\S]*?^```)/m)
    .map((part) => (part.startsWith('```') ? part : part.replace(/\n {2,}(?!\s|[-*] |\d+\. |\|)/g, '').replace(/\[([^\]]+)\]\([^)\s]*\)/g, '$1')))
    .join('')
}

/** Nothing: there is no such manual. */
export const readManual = async (name: string): Promise<string | undefined> => {
  const text = await loaders.get(name)?.()
  return text === undefined ? undefined : manualText(text)
}
