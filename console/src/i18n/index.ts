// Chinese first. The language is kept for visitors; nothing else is stored by this file.
import { computed } from 'vue'
import { createI18n, useI18n } from 'vue-i18n'
import { ApiProblem, kNoAnswer } from '../api/problem'
import { articleNumber } from '../format'
import en from './en'
import zh from './zh-CN'

export type Language = 'zh' | 'en'
const kStored = 'yinxin.language'

export const i18n = createI18n({
  legacy: false,
  locale: localStorage.getItem(kStored) === 'en' ? 'en' : 'zh',
  fallbackLocale: 'zh',
  messages: { zh, en },
})

export function setLanguage(language: Language): void {
  i18n.global.locale.value = language
  localStorage.setItem(kStored, language)
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
}
document.documentElement.lang = i18n.global.locale.value === 'zh' ? 'zh-CN' : 'en'

/** Words for a component: messages, labels that came from the server, and names of codes. */
// eslint-disable-next-line @typescript-eslint/explicit-function-return-type
export function useWords() {
  const { t, te, tm, locale } = useI18n()
  const language = computed<Language>(() => (locale.value === 'en' ? 'en' : 'zh'))
  const label = (one: { zh?: string; en?: string } | undefined): string => one?.[language.value] || one?.zh || '—'
  /** The word for a code of one of our lists; the code itself where a rule file knows more than we do. */
  const name = (list: string, code: string): string => (te(`${list}.${code}`) ? t(`${list}.${code}`) : code)
  /** "21" of the regulation, "行政许可法 32" of another law; `full` names the regulation, too. */
  const article = (cite: string, full = false): string => {
    const other = /^(\D.*) (\S+)$/.exec(cite)
    if (other) return t('word.articleOf', [other[1]!, articleNumber(other[2]!, language.value)])
    return t(full ? 'word.articleFull' : 'word.article', [articleNumber(cite, language.value)])
  }
  const problem = (fault: unknown): string => {
    if (!(fault instanceof ApiProblem)) return t('problem.fault')
    const said = fault.sentence(language.value)
    if (said !== '') return said
    return t(fault.code === kNoAnswer ? 'problem.no_answer' : 'problem.odd_answer')
  }
  return { t, te, tm, language, label, name, article, problem }
}
