import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { Graph } from '../../scripts/demo/client.ts';
import { chain, node } from '../../scripts/demo/graph.ts';
import type { TimeRow } from '../report/row.ts';
import type { Bench } from './bench.ts';
import { ORDER, SHORT } from './graphs.ts';

/** How many executions are watched, and how many rounds of a second each of them makes. */
const WATCHED = 50;
const ROUNDS = 8;

/** How long after one the next is started, in milliseconds: real ones do not keep step. */
const APART = 1000 / WATCHED;

/** start → loop ⇄ wait of a second */
const ROUNDABOUT: Graph = {
  name: 'Bench (live)',
  nodes: [
    node('start', 'trigger.manual'),
    node('loop', 'logic.loop', { batch_size: 1 }),
    node('wait', 'logic.wait', { resume: 'after', amount: 1, unit: 'seconds' }),
  ],
  connections: chain('start → loop:loop → wait → loop'),
};

const startedSchema = z.object({ execution_id: z.string() });
const nodeSchema = z.object({ completed_at: z.string() });

async function startOne({ client }: Bench, workflowId: string): Promise<string> {
  const body = { watch: true, input: Array.from({ length: ROUNDS }, (_, n) => ({ n })) };
  const reply = await client.call({ method: 'POST', path: `/workflows/${workflowId}/execute`, body }, 202);
  return startedSchema.parse(reply.json).execution_id;
}

/** How long after the end of a node run its event came, in milliseconds; `null` for other events. */
function latencyOf(event: string): number | null {
  const data = /^event: node\.finished\ndata: (.*)$/m.exec(event)?.[1];
  if (data === undefined) return null;
  return Date.now() - Date.parse(nodeSchema.parse(JSON.parse(data)).completed_at);
}

/** Watches an execution to its end. What had happened before counts for nothing. */
async function watchOne({ client }: Bench, id: string): Promise<readonly number[]> {
  const { body } = await client.open(`/executions/${id}/stream`);
  if (body === null) throw new Error('A stream is empty.');
  const latencies: number[] = [];
  let rest = '';
  let isLive = false;
  for await (const text of body.pipeThrough(new TextDecoderStream())) {
    const events = `${rest}${text}`.split('\n\n');
    rest = events.pop() ?? '';
    for (const event of events) {
      const latency = isLive ? latencyOf(event) : null;
      if (latency !== null) latencies.push(latency);
      isLive ||= event.includes('"is_live":true');
    }
  }
  return latencies;
}

/** Webhooks are called until the work is over. */
async function underLoad<Result>(bench: Bench, concurrency: number, work: Promise<Result>): Promise<Result> {
  const body = JSON.stringify(ORDER);
  const { webhookPath: path } = await bench.client.publish(SHORT);
  const call = { url: bench.client.url, method: 'POST', path, body, status: 200, concurrency } as const;
  await bench.generator.run({ ...call, until: { milliseconds: ROUNDS * 1000 } });
  return work;
}

async function measureAt(bench: Bench, concurrency: number): Promise<TimeRow[]> {
  const { id: workflow } = await bench.client.publish(ROUNDABOUT);
  const watching: Promise<readonly number[]>[] = [];
  for (let count = 0; count < WATCHED; count += 1) {
    watching.push(watchOne(bench, await startOne(bench, workflow)));
    await delay(APART);
  }
  const latencies = (await underLoad(bench, concurrency, Promise.all(watching))).flat().sort((a, b) => a - b);
  return [0.5, 0.99].map((part) => ({
    name: `Bench (live), ${WATCHED} watched beside (a), ${concurrency} at once: an event, p${part * 100}`,
    size: latencies.length,
    value: latencies[Math.ceil(latencies.length * part) - 1] ?? Number.NaN,
    unit: 'ms',
  }));
}

/** How soon watchers of 50 executions hear of the end of a node run, while webhooks are called. */
export async function measureLive(bench: Bench): Promise<TimeRow[]> {
  const rows: TimeRow[] = [];
  for (const concurrency of bench.concurrency) rows.push(...(await measureAt(bench, concurrency)));
  return rows;
}
