import { defineProject } from 'vitest/config';

/** Real Chromium against a real started stack. The browser is in `test/browser/package.json`; without it these tests fail. */
export default defineProject({
  test: {
    name: 'browser',
    root: '.',
    include: ['test/browser/*.test.ts'],
    globalSetup: ['test/global-setup/stack.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    fileParallelism: false,
  },
});
