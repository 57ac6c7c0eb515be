// The check digits of the two numbers by which people and organisations go, as src/x509/identity_number.cpp counts them.

const kResidentChecks = '10X98765432' // GB 11643-1999: by the weighted sum modulo 11
const kCreditAlphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY' // GB 32100-2015 table A.1
const kBody = 17

/** Full-width digits and letters, spaces and hyphens, small letters: as people paste and type them. */
export function tidyNumber(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s-]+/g, '')
    .toUpperCase()
}

/** '0'-'9' or 'X'; nothing unless `body` is 17 digits. */
export function residentCheck(body: string): string | undefined {
  if (!/^\d{17}$/.test(body)) return undefined
  let weight = 2
  let sum = 0
  for (const digit of [...body].reverse()) {
    sum += Number(digit) * weight
    weight = (weight * 2) % 11
  }
  return kResidentChecks[sum % 11]
}

/** Of 31 characters, without I, O, S, V and Z; nothing unless `body` is 17 of them. */
export function creditCheck(body: string): string | undefined {
  if (body.length !== kBody) return undefined
  let weight = 1
  let sum = 0
  for (const character of body) {
    const value = kCreditAlphabet.indexOf(character)
    if (value < 0) return undefined
    sum += value * weight
    weight = (weight * 3) % 31
  }
  return kCreditAlphabet[(31 - (sum % 31)) % 31]
}

function isDay(text: string): boolean {
  const [year, month, day] = [text.slice(0, 4), text.slice(4, 6), text.slice(6, 8)].map(Number) as [number, number, number]
  const date = new Date(Date.UTC(year, month - 1, day))
  return year >= 1800 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

export type NumberFault = 'length' | 'characters' | 'region' | 'day' | 'check'

/** What is wrong with a citizen identification number; nothing when it may be one. */
export function residentFault(text: string): NumberFault | undefined {
  if (text.length !== kBody + 1) return 'length'
  if (!/^\d{17}[\dX]$/.test(text)) return 'characters'
  if (text.startsWith('0')) return 'region'
  if (!isDay(text.slice(6, 14))) return 'day'
  return residentCheck(text.slice(0, kBody)) === text[kBody] ? undefined : 'check'
}

/** What is wrong with a unified social credit code; nothing when it may be one. */
export function creditFault(text: string): NumberFault | undefined {
  if (text.length !== kBody + 1) return 'length'
  if ([...text].some((character) => !kCreditAlphabet.includes(character))) return 'characters'
  if (!/^\d{6}$/.test(text.slice(2, 8))) return 'region'
  return creditCheck(text.slice(0, kBody)) === text[kBody] ? undefined : 'check'
}
