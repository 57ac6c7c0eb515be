import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readInline, readMarkdown } from './markdown'

describe('Markdown', () => {
  it('is read in blocks', () => {
    expect(readMarkdown('# 一\n正文**重**\n续行\n\n- 甲\n- 乙\n> 引\n\n| a | b |\n| --- | --- |\n| 1 | `2` |\n')).toEqual([
      { kind: 'heading', level: 1, content: [{ text: '一' }] },
      { kind: 'paragraph', quote: false, content: [{ text: '正文' }, { text: '重', strong: true }, { text: '续行' }] },
      { kind: 'list', ordered: false, items: [[{ text: '甲' }], [{ text: '乙' }]] },
      { kind: 'paragraph', quote: true, content: [{ text: '引' }] },
      { kind: 'table', head: [[{ text: 'a' }], [{ text: 'b' }]], rows: [[[{ text: '1' }], [{ text: '2', code: true }]]] },
    ])
  })
  it('leaves markup of other kinds as text', () => {
    expect(readInline('<script>alert(1)</script> **')).toEqual([{ text: '<script>alert(1)</script> **' }])
  })
  it('reads the demonstration texts without leaving anything out', () => {
    for (const file of ['cps.md', 'cp.md']) {
      const text = readFileSync(new URL(`../../../rules/demonstration/${file}`, import.meta.url), 'utf8')
      const letters = (value: string): string => value.replace(/[^\p{L}\p{N}]/gu, '')
      const kept = JSON.stringify(readMarkdown(text), (key, value: unknown) => (['kind', 'level', 'quote', 'ordered', 'strong', 'code'].includes(key) ? undefined : value))
      expect(letters(kept.replace(/"(text|content|items|head|rows)":/g, '').replace(/\\n/g, ''))).toBe(letters(text.replace(/^\s*\d+\.\s/gm, '')))
    }
  })
  it('ends on anything', () => {
    for (const odd of ['```', '|', '| a |', '>', '-', '#', '', '\n\n', '|a|\n|-|']) expect(Array.isArray(readMarkdown(odd))).toBe(true)
  })
})
