// A text counts as shown once its end has been in sight.
import { ref, type Ref } from 'vue'

const kNear = 8 // pixels

export interface ReadToEnd {
  read: Ref<Set<number>>
  look: (index: number, box: EventTarget | Element | null) => void
}

export function useReadToEnd(): ReadToEnd {
  const read = ref(new Set<number>())
  function look(index: number, box: EventTarget | Element | null): void {
    if (!(box instanceof HTMLElement) || read.value.has(index)) return
    if (box.scrollTop + box.clientHeight >= box.scrollHeight - kNear) read.value = new Set([...read.value, index])
  }
  return { read, look }
}

let speaking: SpeechSynthesisUtterance | undefined
export const canSpeak = (): boolean => typeof window !== 'undefined' && 'speechSynthesis' in window

/** 朗读; again: silence. */
export function speak(text: string): void {
  const was = speaking?.text
  window.speechSynthesis.cancel()
  speaking = undefined
  if (was === text) return
  speaking = new SpeechSynthesisUtterance(text)
  speaking.lang = 'zh-CN'
  window.speechSynthesis.speak(speaking)
}
