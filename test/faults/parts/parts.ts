import type { Options, Part } from '../options.ts';
import type { Row } from '../report/row.ts';
import { disturbBridge } from './bridge.ts';
import { killWorkerd } from './kills.ts';
import { disturbMessages } from './messages.ts';
import { simulateSeeds } from './seeds.ts';
import { runTests } from './tests.ts';
import { sufferUpstreams } from './upstreams.ts';

/** How long each kind of outage lasts at most, in seconds. */
const LONGEST_OUTAGE = 30;

/** All parts, in the order of their letters. Each takes the machine for itself. */
export const RUNS: readonly { readonly part: Part; readonly run: (options: Options) => Promise<readonly Row[]> }[] = [
  { part: 'tests', run: async () => runTests() },
  {
    part: 'a',
    run: async ({ executions, kills, seconds, seed }) => [await killWorkerd({ executions, kills, seconds, seed })],
  },
  { part: 'c', run: async ({ executions }) => [await disturbMessages({ executions })] },
  {
    part: 'd',
    run: async ({ seconds, seed }) => [await disturbBridge({ seconds: Math.min(LONGEST_OUTAGE, seconds / 4), seed })],
  },
  { part: 'f', run: async () => [await sufferUpstreams({ times: 5 })] },
  { part: 'i', run: ({ seeds, seed }) => simulateSeeds({ first: seed, count: seeds }) },
];
