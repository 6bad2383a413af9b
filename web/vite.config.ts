import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The pages: one document, and files with the hash of their content in their names. */
export default defineConfig({
  plugins: [react()],
  resolve: { alias: { 'd3-color': fileURLToPath(new URL('no-colors.ts', import.meta.url)) } },
  build: {
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // One style sheet: layers count in the order in which they are met first.
    cssCodeSplit: false,
    chunkSizeWarningLimit: 600,
    reportCompressedSize: false,
  },
});
