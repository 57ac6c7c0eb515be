// Built for Chromium 86 and later; every file but index.html has a hash in its name, so that it may be kept for ever.
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

const server = process.env['YINXIN_SERVER'] ?? 'http://127.0.0.1:8080'
const api = '^/(acts|applications|batches|ca|cases|certificate-classes|certificates|condition-snapshots|conditions|console\\.json|crl|d|draws|duties|exchange|filings|focus|healthz|ledger|licences?|loss-reports|metrics|monitoring|ocsp|officers|procedures|readyz|register|reminders|rules|staff|tips|witness)(/|\\?|$)'

export default defineConfig({
  plugins: [vue()],
  build: {
    target: ['chrome86', 'firefox91', 'safari14'],
    assetsInlineLimit: 0, // a data: address would need a wider policy
    modulePreload: { polyfill: false },
    rollupOptions: { output: { hashCharacters: 'hex' } },
  },
  define: { __VUE_I18N_FULL_INSTALL__: 'false', __INTLIFY_PROD_DEVTOOLS__: 'false' },
  // For work on the pages only. The server checks the address that was signed, so it keeps the name the browser used.
  server: { fs: { allow: ['..'] }, proxy: { [api]: { target: server, changeOrigin: false } } },
  test: { environment: 'node', include: ['src/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 60_000 }, // a busy machine is no fault
})
