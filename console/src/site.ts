// What the whole site says of itself: whose it is, whether it is a demonstration, and how it is to look.
import { computed, reactive, shallowRef } from 'vue'
import { publicJson } from './api/client'
import type { components } from './api/schema'

type LicencePage = components['schemas']['LicencePage']

export const licence = shallowRef<LicencePage>()
export const demonstration = shallowRef(false)
export const provider = computed(() => licence.value?.holder ?? '')

export async function introduce(): Promise<void> {
  const settle = async <T>(path: string, use: (came: T) => void): Promise<void> =>
    publicJson<T>(path).then(use, () => undefined) // a page without them is still a page
  await Promise.all([
    settle<LicencePage>('/licence', (came) => (licence.value = came)),
    settle<{ demonstration: boolean }>('/console.json', (came) => (demonstration.value = came.demonstration)),
  ])
}

const kLarge = 'yinxin.large'
export const look = reactive({ large: localStorage.getItem(kLarge) === 'yes' })
const apply = (): void => void document.documentElement.classList.toggle('large', look.large)
apply()

export function toggleLarge(): void {
  look.large = !look.large
  localStorage.setItem(kLarge, look.large ? 'yes' : 'no')
  apply()
}
