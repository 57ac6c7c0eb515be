// 《证书申请告知书》 in its parts: what stands before the first matter, the four matters, and the confirmation.

export interface Notification {
  preface: string
  matters: { title: string; text: string }[]
  closing: string
}

const kHeading = /^[#\s]*([一二三四五六七八九十]、.*)$/
const kClosing = /^确认：/

export function readNotification(text: string): Notification {
  const read: Notification = { preface: '', matters: [], closing: '' }
  let closing = false
  for (const line of text.replace(/\r\n?/g, '\n').split('\n')) {
    const heading = kHeading.exec(line)
    closing ||= read.matters.length > 0 && kClosing.test(line)
    const last = read.matters.at(-1)
    if (closing) read.closing += `${line}\n`
    else if (heading) read.matters.push({ title: heading[1]!.trim(), text: '' })
    else if (last) last.text += `${line}\n`
    else read.preface += `${line}\n`
  }
  for (const matter of read.matters) matter.text = matter.text.trim()
  return { ...read, preface: read.preface.trim(), closing: read.closing.trim() }
}

export interface Clause {
  text: string
  heading: boolean
  weighty: boolean // marked 【请重点阅读】: confirmed by itself (requirements 5.1)
}

/** The agreement line by line; what its maker marked to be read with care stands out. */
export function readAgreement(text: string): Clause[] {
  return text
    .replace(/\r\n?/g, '\n')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => ({ text: line, heading: /^第[一二三四五六七八九十]+条/.test(line), weighty: line.includes('【请重点阅读】') }))
}
