import { defineProject } from 'vitest/config';

/** What is pure runs in plain Node, in milliseconds. */
export default defineProject({
  test: {
    name: 'unit',
    include: ['test/{engine,nodes,security,shared}/**/*.test.ts'],
    root: '.',
  },
});
