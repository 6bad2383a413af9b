import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { layersFirst } from './layers-first.ts';

/** The pages: one document, and files with the hash of their content in their names. */
export default defineConfig({
  plugins: [react(), layersFirst()],
  resolve: { alias: { 'd3-color': fileURLToPath(new URL('no-colors.ts', import.meta.url)) } },
  build: {
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // One style sheet, for all of it is small.
    cssCodeSplit: false,
    chunkSizeWarningLimit: 600,
    reportCompressedSize: false,
  },
});
