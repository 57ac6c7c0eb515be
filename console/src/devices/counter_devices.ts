// The devices of this counter, for the pages that use them: which there are, what they are doing, what went wrong.
import { computed, reactive, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue'
import { DeviceError, LoopbackBridge, type DeviceBridge, type DeviceFault, type DeviceKind, type DeviceList } from './bridge'

/** `off`: the provider has set up no bridge. `test_only`: devices that are played, at a provider that is no demonstration. */
export type BridgeState = 'off' | 'looking' | 'absent' | 'odd' | 'test_only' | 'there'

export interface CounterDevices {
  state: Ref<BridgeState>
  list: ShallowRef<DeviceList | undefined>
  busy: Ref<DeviceKind | ''>
  faults: Partial<Record<DeviceKind, DeviceFault>>
  has: (kind: DeviceKind) => boolean
  test: ComputedRef<boolean>
  look: () => Promise<void>
  /** What `work` gives; nothing where it failed, and `faults` says why. One device works at a time. */
  use: <T>(kind: DeviceKind, work: (bridge: DeviceBridge) => Promise<T>) => Promise<T | undefined>
}

export function useDevices(port: number, demonstration: boolean, bridge: DeviceBridge = new LoopbackBridge(port)): CounterDevices {
  const state = ref<BridgeState>(port === 0 ? 'off' : 'looking')
  const list = shallowRef<DeviceList>()
  const busy = ref<DeviceKind | ''>('')
  const faults = reactive<Partial<Record<DeviceKind, DeviceFault>>>({})

  async function look(): Promise<void> {
    if (port === 0) return
    state.value = 'looking'
    try {
      const came = await bridge.list()
      const fit = demonstration || !came.test // what test devices show is invented: nobody is identified by it
      list.value = fit ? came : undefined
      state.value = fit ? 'there' : 'test_only'
    } catch (fault) {
      list.value = undefined
      state.value = fault instanceof DeviceError && fault.fault === 'odd' ? 'odd' : 'absent'
    }
  }

  async function use<T>(kind: DeviceKind, work: (bridge: DeviceBridge) => Promise<T>): Promise<T | undefined> {
    if (busy.value !== '' || !has(kind)) return undefined
    busy.value = kind
    faults[kind] = undefined
    try {
      return await work(bridge)
    } catch (fault) {
      faults[kind] = fault instanceof DeviceError ? fault.fault : 'failed'
      return undefined
    } finally {
      busy.value = ''
    }
  }
  const has = (kind: DeviceKind): boolean => list.value?.devices.some((one) => one.kind === kind && one.ready) === true
  return { state, list, busy, faults, has, test: computed(() => list.value?.test === true), look, use }
}
