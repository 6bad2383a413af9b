import { register } from '../scripts/demo/client.ts';
import { measureHeap } from './alone/memory.ts';
import { measureItems, measureLoops } from './alone/runner.ts';
import { measureAged } from './cases/aged.ts';
import { measureAuth } from './cases/auth.ts';
import type { Bench } from './cases/bench.ts';
import { measureWebhook } from './cases/bench.ts';
import { measureBesideCode } from './cases/beside-code.ts';
import { measureBesideRunning } from './cases/beside-running.ts';
import { measureBursts } from './cases/burst.ts';
import { measureCeiling } from './cases/ceiling.ts';
import { measureCode } from './cases/code.ts';
import { measureDuplicates } from './cases/duplicates.ts';
import { measureFairness } from './cases/fairness.ts';
import { ASYNC, calling, callingThrice, LIMITED, LONG, ORDER, SHORT } from './cases/graphs.ts';
import { measureLive } from './cases/live.ts';
import { measureGrowth } from './cases/memory.ts';
import { measureSchedules } from './cases/schedules.ts';
import { measureShapes } from './cases/shapes.ts';
import { measureAdvance } from './engine/advance.ts';
import { measureExpressions } from './engine/expressions.ts';
import { measureHistory } from './history/measure-history.ts';
import { startGenerator } from './load/start-generator.ts';
import type { Options, Part } from './options.ts';
import type { LoadRow, TimeRow } from './report/row.ts';
import { measureNight } from './retention/measure-night.ts';
import { startServer } from './server/start-server.ts';
import { watchUsage } from './server/usage.ts';

type Rows = { readonly load: LoadRow[]; readonly times: TimeRow[] };

const BODY = JSON.stringify(ORDER);

/** The parts that need no server, in the order of measuring. */
const LOCAL_PARTS: readonly {
  readonly part: Part;
  readonly measure: (options: Options) => TimeRow[] | Promise<TimeRow[]>;
}[] = [
  { part: 'engine', measure: measureAdvance },
  { part: 'expressions', measure: measureExpressions },
  { part: 'items', measure: measureItems },
  { part: 'loops', measure: measureLoops },
  { part: 'memory', measure: measureHeap },
  { part: 'history', measure: measureHistory },
  { part: 'retention', measure: ({ executions }) => measureNight(executions) },
];

/** The parts that need the server, in the order of measuring. */
const SERVER_PARTS: readonly { readonly part: Part; readonly measure: (bench: Bench) => Promise<Partial<Rows>> }[] = [
  { part: 'ceiling', measure: async (bench) => ({ load: await measureCeiling(bench) }) },
  { part: 'a', measure: async (bench) => ({ load: await measureWebhook(bench, SHORT, BODY) }) },
  { part: 'b', measure: async (bench) => ({ load: await measureWebhook(bench, LONG, BODY) }) },
  { part: 'c', measure: async (bench) => ({ load: await measureBursts(bench, ASYNC, BODY) }) },
  {
    part: 'd',
    measure: async (bench) => ({ load: await measureWebhook(bench, calling(bench.generator.targetUrl), BODY) }),
  },
  { part: 'e', measure: async (bench) => ({ times: await measureSchedules(bench) }) },
  { part: 'f', measure: async (bench) => ({ load: await measureDuplicates(bench, BODY) }) },
  { part: 'g', measure: (bench) => measureBesideRunning(bench, BODY) },
  { part: 'h', measure: async (bench) => ({ load: await measureBursts(bench, LIMITED, BODY) }) },
  {
    part: 'i',
    measure: async (bench) => ({ load: await measureWebhook(bench, callingThrice(bench.generator.targetUrl), BODY) }),
  },
  { part: 'fair', measure: async (bench) => ({ times: await measureFairness(bench, BODY) }) },
  { part: 'live', measure: async (bench) => ({ times: await measureLive(bench) }) },
  { part: 'code', measure: (bench) => measureCode(bench, BODY) },
  { part: 'beside', measure: async (bench) => ({ load: await measureBesideCode(bench, BODY) }) },
  { part: 'auth', measure: async (bench) => ({ load: await measureAuth(bench) }) },
  { part: 'memory', measure: async (bench) => ({ times: await measureGrowth(bench) }) },
  { part: 'shapes', measure: async (bench) => ({ times: await measureShapes(bench.client) }) },
  // It leaves a full database behind, so it is the last.
  { part: 'j', measure: async (bench) => ({ load: await measureAged(bench, BODY) }) },
];

/** Measures the wanted parts, one after the other. `progress` is called as each begins. */
export async function runParts(options: Options, progress: (part: string) => void): Promise<Rows> {
  const rows: Rows = { load: [], times: [] };
  for (const { part, measure } of LOCAL_PARTS.filter((local) => options.only.includes(local.part))) {
    progress(part);
    rows.times.push(...(await measure(options)));
  }
  const parts = SERVER_PARTS.filter(({ part }) => options.only.includes(part));
  if (parts.length === 0) return rows;
  await withServer(options, async (bench) => {
    for (const { part, measure } of parts) {
      progress(part);
      const measured = await measure(bench);
      rows.load.push(...(measured.load ?? []));
      rows.times.push(...(measured.times ?? []));
    }
  });
  return rows;
}

async function withServer({ seconds, concurrency }: Options, work: (bench: Bench) => Promise<void>): Promise<void> {
  const server = await startServer();
  const generator = await startGenerator();
  const usage = watchUsage({ ...server.pids, generator: generator.pid });
  try {
    const client = await register(server.url, `bench-${Date.now()}@example.com`, 'correct horse battery');
    await work({ client, execute: server.execute, generator, usage, seconds, concurrency, ceiling: new Map() });
  } finally {
    usage.stop();
    await generator.close();
    await server.close();
  }
}
