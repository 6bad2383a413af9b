import { defineProject } from 'vitest/config';

/** What is pure runs in plain Node, in milliseconds, and in one process: a new one for each file took longer than the tests. */
export default defineProject({
  test: {
    name: 'unit',
    include: ['test/{engine,nodes,security,shared}/**/*.test.ts'],
    root: '.',
    isolate: false,
  },
});
