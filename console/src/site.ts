// What the whole site says of itself: whose it is, whether it is a demonstration, and how it is to look.
import { computed, reactive, shallowRef } from 'vue'
import { publicJson } from './api/client'
import type { components } from './api/schema'

type LicencePage = components['schemas']['LicencePage']
/** Whose office this is: each has pages of its own, and operations that the other has not. */
export type Office = 'provider' | 'regulator'

export const licence = shallowRef<LicencePage>()
export const demonstration = shallowRef(false)
export const devicePort = shallowRef(0) // of the device bridge on counters (DEVICES.md); 0: none
export const office = shallowRef<Office>('provider')
const authority = shallowRef('') // a regulator's own name
export const provider = computed(() => licence.value?.holder ?? authority.value)

/** What the system is called: officers' pages, public pages. */
export const systemKey = computed(() => (office.value === 'regulator' ? 'system.regulator' : 'system.name'))
export const publicKey = computed(() => (office.value === 'regulator' ? 'system.regulatorPublic' : 'system.public'))
/** Where an officers' page is: "/cases" is "/regulator/cases" at a regulator's. */
export const at = (path: string): string => `/${office.value}${path}`

async function settle<T>(path: string, use: (came: T) => void): Promise<void> {
  await publicJson<T>(path).then(use, () => undefined) // a page without them is still a page
}
let introduced: Promise<void> | undefined
/** Before the first page is chosen; the licence may come later. */
export function introduce(): Promise<void> {
  introduced ??= settle<{ demonstration: boolean; office?: string; name?: string; device_port?: number }>('/console.json', (came) => {
    demonstration.value = came.demonstration
    devicePort.value = came.device_port ?? 0
    office.value = came.office === 'regulator' ? 'regulator' : 'provider'
    authority.value = came.name ?? ''
  }).then(() => {
    if (office.value === 'provider') void settle<LicencePage>('/licence', (came) => (licence.value = came))
  })
  return introduced
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
