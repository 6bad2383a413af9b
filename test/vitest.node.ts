import { defineProject } from 'vitest/config';

/** What starts processes and servers of its own runs in Node. */
export default defineProject({
  test: {
    name: 'node',
    root: '.',
    include: ['test/{scripts,e2e,tenancy}/**/*.test.ts'],
    testTimeout: 180_000,
    hookTimeout: 180_000,
    fileParallelism: false,
  },
});
