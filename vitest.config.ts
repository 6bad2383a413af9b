import { defineConfig } from 'vitest/config';
import browser from './test/vitest.browser.ts';
import node from './test/vitest.node.ts';
import unit from './test/vitest.unit.ts';
import workers from './test/vitest.workers.ts';

export default defineConfig({
  test: {
    projects: [unit, workers, node, browser],
    coverage: {
      provider: 'istanbul',
      include: ['src/engine/**/*.ts'],
      exclude: ['src/engine/expression/**'],
      thresholds: { statements: 100, branches: 100, functions: 100, lines: 100 },
    },
  },
});
