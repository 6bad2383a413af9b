import { setTimeout as delay } from 'node:timers/promises';
import { listExecutions, pageOfExecutions } from '../../scripts/demo/executions.ts';
import type { LoadRow, TimeRow } from '../report/row.ts';
import { type Bench, toRow } from './bench.ts';
import { untilDrained } from './burst.ts';
import { ASYNC, waiting } from './graphs.ts';
import { startRows } from './starts.ts';

/** How many executions run meanwhile, and for how long: a runner sits out a wait of up to 65 s. */
const RUNNING = 1000;
const WAIT_SECONDS = 45;

/** The requests of a measurement, which is over long before the waits are. */
const REQUESTS = 500;

async function fill(bench: Bench): Promise<string> {
  const { id, webhookPath } = await bench.client.publish(waiting(WAIT_SECONDS));
  const call = { url: bench.client.url, method: 'POST', path: webhookPath, body: '{}', status: 202 } as const;
  await bench.generator.run({ ...call, concurrency: 50, until: { requests: RUNNING } });
  while ((await pageOfExecutions(bench.client, `workflow_id=${id}&status=queued&limit=1`)).data.length > 0)
    await delay(250);
  return id;
}

async function measureAt(bench: Bench, concurrency: number, body: string) {
  const name = 'Bench (g)';
  const filling = await fill(bench);
  const { id, webhookPath } = await bench.client.publish({ ...ASYNC, name });
  await bench.usage.take();
  const call = { url: bench.client.url, method: 'POST', path: webhookPath, body, status: 202 } as const;
  const result = await bench.generator.run({ ...call, concurrency, until: { requests: REQUESTS } });
  const load = await toRow(bench, { name: `${name} accepted`, concurrency, result });
  await untilDrained(bench.client, id);
  const executions = await listExecutions(bench.client, id);
  await untilDrained(bench.client, filling);
  return { load, executions };
}

/** How many executions are accepted per second, and how soon they start, while a thousand others run. */
export async function measureBesideRunning(bench: Bench, body: string): Promise<{ load: LoadRow[]; times: TimeRow[] }> {
  const rows: { load: LoadRow[]; times: TimeRow[] } = { load: [], times: [] };
  for (const concurrency of bench.concurrency) {
    const { load, executions } = await measureAt(bench, concurrency, body);
    rows.load.push(load);
    rows.times.push(...startRows(`Bench (g), ${concurrency} at once`, executions));
  }
  return rows;
}
