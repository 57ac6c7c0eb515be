// For tests: components as the page renders them, with their words. Components are imported after this, inside the same hook.
import { ID_INJECTION_KEY } from 'element-plus/es/hooks/use-id/index'
import { ZINDEX_INJECTION_KEY } from 'element-plus/es/hooks/use-z-index/index'
import { createSSRApp, type Component, type Plugin } from 'vue'
import { renderToString } from 'vue/server-renderer'
import { vi } from 'vitest'

export type Render = (component: Component, props?: Record<string, unknown>) => Promise<string>

/** What they look for in a browser when they are loaded stands until vi.unstubAllGlobals(). */
export async function rendering(...plugins: Plugin[]): Promise<Render> {
  vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined })
  vi.stubGlobal('document', { documentElement: { lang: '', classList: { toggle: () => undefined } } })
  const { i18n } = await import('../i18n')
  return (component, props = {}) => {
    const app = createSSRApp(component, props).use(i18n).provide(ID_INJECTION_KEY, { prefix: 1, current: 0 }).provide(ZINDEX_INJECTION_KEY, { current: 0 })
    for (const one of plugins) app.use(one)
    return renderToString(app)
  }
}
