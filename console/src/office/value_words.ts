// What was entered, in words: by the types that the rules give.
import { grouped, visible } from '../format'
import { useWords } from '../i18n'
import { regionName } from '../parts/regions'
import type { Input } from './work'

/** Fen as yuan: 1,234.50. */
export function yuan(fen: number): string {
  const [whole, part] = (Math.abs(fen) / 100).toFixed(2).split('.') as [string, string]
  return `${fen < 0 ? '-' : ''}${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${part}`
}

// eslint-disable-next-line @typescript-eslint/explicit-function-return-type
export function useValueWords() {
  const { t, label, language } = useWords()
  const single = (input: Input | undefined, value: unknown): string => {
    if (typeof value === 'boolean') return t(value ? 'word.yes' : 'word.no')
    if (value === null || typeof value === 'object') return t('word.empty') // nothing of the kind is sent
    const text = String(value)
    const code = input?.codes.find((one) => one.code === text)
    if (code) return label(code)
    if (input?.type === 'money' && typeof value === 'number') return t('word.yuan', [yuan(value)])
    if (input?.type === 'region') return regionName(text, language.value)
    return input?.type === 'file' ? grouped(text) : visible(text)
  }
  const row = (input: Input | undefined, value: Record<string, unknown>): string => {
    const fields = input?.fields ?? []
    return fields.filter((field) => value[field.id] !== undefined).map((field) => `${label(field)} ${single(field, value[field.id])}`).join(t('word.comma'))
  }
  const shown = (input: Input | undefined, value: unknown): string => {
    if (!Array.isArray(value)) return single(input, value)
    if (input?.type === 'rows') return (value as Record<string, unknown>[]).map((one) => row(input, one)).join('；')
    return value.map((one) => single(input, one)).join('；')
  }
  return { single, shown }
}
