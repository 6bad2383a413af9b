import { defineProject } from 'vitest/config';

/**
 * What is pure runs in plain Node, in milliseconds, and in one process: a new one for each file took longer than the tests.
 * Nothing here waits, so a timeout says only how busy the machine is: the attacks that must be refused compute for a second.
 */
export default defineProject({
  test: {
    name: 'unit',
    include: ['test/{docs,engine,flow,nodes,numbers,security,shared,telemetry,faults,web}/**/*.test.ts'],
    root: '.',
    isolate: false,
    testTimeout: 120_000,
  },
});
