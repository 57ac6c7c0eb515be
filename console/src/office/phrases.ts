// 常用语 in a text: each a line of its own.

/** A phrase as a line of its own; chosen again it goes. What else was typed stays. */
export function togglePhrase(text: string, phrase: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  return (lines.includes(phrase) ? lines.filter((line) => line !== phrase) : [...lines, phrase]).join('\n')
}
export const hasPhrase = (text: string, phrase: string): boolean => text.split('\n').includes(phrase)
