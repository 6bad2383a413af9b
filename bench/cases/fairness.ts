import { setTimeout as delay } from 'node:timers/promises';
import { listExecutions } from '../../scripts/demo/executions.ts';
import type { TimeRow } from '../report/row.ts';
import type { Bench } from './bench.ts';
import { untilDrained } from './burst.ts';
import { ASYNC, waiting } from './graphs.ts';
import { startRows } from './starts.ts';

/** How many executions of one workflow are queued, and how many of another start beside them. */
const QUEUED = 10_000;
const BESIDE = 100;

/** Each of the ten thousand runs for so long. */
const WAIT_SECONDS = 5;

/** How soon executions of a workflow start while ten thousand of another one are queued. */
export async function measureFairness(bench: Bench, body: string): Promise<TimeRow[]> {
  const noisy = await bench.client.publish(waiting(WAIT_SECONDS));
  const quiet = await bench.client.publish({ ...ASYNC, name: 'Bench (fair)' });
  const call = { url: bench.client.url, method: 'POST', status: 202 } as const;
  await bench.generator.run({
    ...call,
    path: noisy.webhookPath,
    body: '{}',
    concurrency: 50,
    until: { requests: QUEUED },
  });
  for (let sent = 0; sent < BESIDE; sent += 1) {
    await bench.generator.run({ ...call, path: quiet.webhookPath, body, concurrency: 1, until: { requests: 1 } });
    await delay(50);
  }
  await untilDrained(bench.client, quiet.id);
  return startRows(`Beside ${QUEUED} queued`, await listExecutions(bench.client, quiet.id));
}
