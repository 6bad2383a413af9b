import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: ['test/vitest.unit.ts', 'test/vitest.workers.ts', 'test/vitest.node.ts'],
    coverage: {
      provider: 'istanbul',
      include: ['src/engine/**/*.ts'],
      exclude: ['src/engine/expression/**'],
      thresholds: { statements: 100, branches: 100, functions: 100, lines: 100 },
    },
  },
});
