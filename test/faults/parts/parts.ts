import type { Options, Part } from '../options.ts';
import type { Row } from '../report/row.ts';
import { disturbBridge } from './bridge.ts';
import { cancelEverywhere } from './cancels.ts';
import { abortEverywhere } from './checkpoints.ts';
import { killWorkerd } from './kills.ts';
import { disturbMessages } from './messages.ts';
import { killPostgres } from './postgres.ts';
import { simulateSeeds } from './seeds.ts';
import { soak } from './soak.ts';
import { deleteObjects } from './storage.ts';
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
  { part: 'b', run: async () => [await abortEverywhere()] },
  { part: 'c', run: async ({ executions }) => [await disturbMessages({ executions })] },
  {
    part: 'd',
    run: async ({ seconds, seed }) => [await disturbBridge({ seconds: Math.min(LONGEST_OUTAGE, seconds / 4), seed })],
  },
  { part: 'e', run: async ({ seconds, seed }) => [await killPostgres({ seconds, seed })] },
  { part: 'f', run: async () => [await sufferUpstreams({ times: 5 })] },
  { part: 'g', run: async () => [await cancelEverywhere()] },
  { part: 'h', run: async () => [await deleteObjects()] },
  { part: 'i', run: ({ seeds, seed }) => simulateSeeds({ first: seed, count: seeds }) },
  { part: 'j', run: async ({ minutes }) => [await soak(minutes)] },
];
