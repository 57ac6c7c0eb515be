// Times, numbers and serials as people here read them. Times are Beijing's (requirements 8.1).

const parts = (time: Date, options: Intl.DateTimeFormatOptions): Record<string, string> =>
  Object.fromEntries(
    new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', hour12: false, hourCycle: 'h23', ...options })
      .formatToParts(time)
      .map((part) => [part.type, part.value]),
  )

const kDay: Intl.DateTimeFormatOptions = { year: 'numeric', month: '2-digit', day: '2-digit' }
const kClock: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', second: '2-digit' }

/** 2026-04-22, in tables. */
export function dateText(time: string | number | Date | undefined): string {
  if (time === undefined) return '—'
  const at = parts(new Date(time), kDay)
  return `${at['year']}-${at['month']}-${at['day']}`
}

/** 2026-04-22 10:42, in tables. */
export function minuteText(time: string | number | Date | undefined): string {
  if (time === undefined) return '—'
  const at = parts(new Date(time), { ...kDay, ...kClock })
  return `${dateText(time)} ${at['hour']}:${at['minute']}`
}

/** 2026-04-22 10:42:16, where evidence counts. */
export function secondText(time: string | number | Date | undefined): string {
  if (time === undefined) return '—'
  return `${minuteText(time)}:${parts(new Date(time), { ...kDay, ...kClock })['second']}`
}

/** 2026年4月22日 10:42:16 or April 22, 2026, 10:42:16. */
export function longTime(time: string | number | Date, language: 'zh' | 'en'): string {
  const at = parts(new Date(time), { ...kDay, ...kClock })
  const clock = `${at['hour']}:${at['minute']}:${at['second']}`
  return `${longDate(time, language)} ${clock}`
}

/** 2026年4月22日 or 22 April 2026. */
export function longDate(time: string | number | Date, language: 'zh' | 'en'): string {
  if (language === 'en')
    return new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Shanghai', day: 'numeric', month: 'long', year: 'numeric' }).format(new Date(time))
  const at = parts(new Date(time), kDay)
  return `${at['year']}年${Number(at['month'])}月${Number(at['day'])}日`
}

/** 4月22日 or 22 April. */
export function shortDate(time: string | number | Date, language: 'zh' | 'en'): string {
  if (language === 'en')
    return new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Shanghai', day: 'numeric', month: 'short' }).format(new Date(time))
  const at = parts(new Date(time), kDay)
  return `${Number(at['month'])}月${Number(at['day'])}日`
}

/** 20天6小时 or 20 days 6 hours: whole hours of a span in seconds. */
export function spanText(seconds: number, language: 'zh' | 'en'): string {
  const hours = Math.floor(seconds / 3600)
  const [days, rest] = [Math.floor(hours / 24), hours % 24]
  if (language === 'zh') return (days > 0 ? `${days}天` : '') + (rest > 0 || days === 0 ? `${rest}小时` : '')
  const of = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? '' : 's'}`
  return [...(days > 0 ? [of(days, 'day')] : []), ...(rest > 0 || days === 0 ? [of(rest, 'hour')] : [])].join(' ')
}

export function weekday(time: number, language: 'zh' | 'en'): string {
  return new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', { timeZone: 'Asia/Shanghai', weekday: 'long' }).format(new Date(time))
}

/** Hexadecimal in groups of four, upper case: serials, digests. */
export function grouped(hex: string): string {
  return hex.toUpperCase().replace(/(.{4})(?=.)/g, '$1 ')
}

/** What somebody typed or pasted as a serial number: digits only, whole octets; nothing when it is none. */
export function readSerial(text: string): string | undefined {
  const digits = text.replace(/[\s:：-]+/g, '').replace(/^0x/i, '').toLowerCase()
  if (!/^[0-9a-f]{1,40}$/.test(digits)) return undefined
  return digits.length % 2 === 0 ? digits : `0${digits}`
}

const kDigits = '〇一二三四五六七八九'

/** 21 as 二十一; anything but a number below 100 stays as it is. */
export function articleNumber(article: string, language: 'zh' | 'en'): string {
  if (language === 'en' || !/^[1-9]\d?$/.test(article)) return article
  const tens = Math.floor(Number(article) / 10)
  const units = Number(article) % 10
  return `${tens > 1 ? kDigits[tens] : ''}${tens > 0 ? '十' : ''}${units > 0 ? kDigits[units] : ''}`
}

export function sizeText(octets: number): string {
  if (octets < 1024) return `${octets} B`
  if (octets < 1024 * 1024) return `${(octets / 1024).toFixed(1)} KB`
  return `${(octets / 1024 / 1024).toFixed(1)} MB`
}

export type Standing = 'ok' | 'warn' | 'urgent' | 'over' | 'none'
export interface Deadline {
  standing: Standing
  kind: 'none' | 'over_days' | 'over_hours' | 'today' | 'hours' | 'date'
  days: number
  hours: number
  minutes: number
  lastDay: number // an instant of the last day
}

const kHour = 3_600_000
const kDayLength = 24 * kHour

/**
 * P11: `overdueAt` is the first instant that is too late; now and it are milliseconds. Working days are the server's to
 * count: beyond a day the last day is named, and no number of days.
 */
export function deadline(overdueAt: number | undefined, now: number): Deadline {
  const none: Deadline = { standing: 'none', kind: 'none', days: 0, hours: 0, minutes: 0, lastDay: 0 }
  if (overdueAt === undefined) return none
  const left = overdueAt - now
  const span = Math.abs(left)
  const hours = Math.floor(span / kHour)
  const made: Deadline = { ...none, days: Math.floor(span / kDayLength), hours, minutes: Math.floor(span / 60_000) % 60, lastDay: overdueAt - 1 }
  if (left <= 0) return { ...made, standing: 'over', kind: span >= kDayLength ? 'over_days' : 'over_hours' }
  if (dateText(made.lastDay) === dateText(now)) return { ...made, standing: 'urgent', kind: overdueAt % kDayLength === 16 * kHour ? 'today' : 'hours' }
  if (left < kDayLength) return { ...made, standing: 'warn', kind: 'hours' }
  return { ...made, standing: left < 2 * kDayLength ? 'warn' : 'ok', kind: 'date' }
}

// Controls, marks that turn the direction of what follows, and characters that nobody sees (requirements 8.1).
const kUnseen = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g

/** What somebody else wrote, with what nobody would see in it named by its code: ［U+202E］. */
export function visible(text: string): string {
  return text.replace(kUnseen, (one) => `［U+${one.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}］`)
}
