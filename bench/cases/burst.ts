import { setTimeout as delay } from 'node:timers/promises';
import type { Client, Graph } from '../../scripts/demo/client.ts';
import { type ListedExecution, listExecutions, pageOfExecutions } from '../../scripts/demo/executions.ts';
import type { LoadRow } from '../report/row.ts';
import { type Bench, toRow, usageOf } from './bench.ts';

/** At concurrency 50, a burst of 5,000. */
const REQUESTS_PER_CALLER = 100;

const DEADLINE_MS = 120_000;

/** Sends bursts of requests that don't wait for their executions, then watches until all of them have completed. */
export async function measureBursts(bench: Bench, graph: Graph, body: string): Promise<LoadRow[]> {
  const rows: LoadRow[] = [];
  for (const concurrency of bench.concurrency) rows.push(...(await measureBurst(bench, graph, { concurrency, body })));
  return rows;
}

async function measureBurst(
  bench: Bench,
  graph: Graph,
  { concurrency, body }: { concurrency: number; body: string },
): Promise<LoadRow[]> {
  const { id, webhookPath } = await bench.client.publish(graph);
  const requests = concurrency * REQUESTS_PER_CALLER;
  await bench.usage.take();
  const call = { url: bench.client.url, method: 'POST', path: webhookPath, body, status: 202 } as const;
  const began = Date.now();
  const result = await bench.generator.run({ ...call, concurrency, until: { requests } });
  const accepted = await toRow(bench, { name: `${graph.name} accepted`, concurrency, result });
  await untilDrained(bench.client, id);
  const usage = await bench.usage.take();
  const executions = await listExecutions(bench.client, id);
  const { faults, last } = audit(result.executionIds, executions);
  const completed: LoadRow = {
    ...accepted,
    name: `${graph.name} completed`,
    per_second: executions.length / ((last - began) / 1000),
    p50_ms: null,
    p99_ms: null,
    errors: faults.length,
    first_error: faults[0] ?? null,
    percent_of_ceiling: null,
    ...usageOf(usage, executions.length),
  };
  return [accepted, completed];
}

/** Waits until no execution of a workflow is queued or running. */
export async function untilDrained(client: Client, workflowId: string): Promise<void> {
  const deadline = Date.now() + DEADLINE_MS;
  for (const status of ['queued', 'running']) {
    const query = `workflow_id=${workflowId}&status=${status}&limit=1`;
    while (Date.now() < deadline && (await pageOfExecutions(client, query)).data.length > 0) await delay(250);
  }
}

/** How many accepted executions are lost, how many exist that nobody sent, and how many have not completed. */
function audit(
  accepted: readonly string[],
  executions: readonly ListedExecution[],
): { faults: string[]; last: number } {
  const known = new Set(executions.map(({ id }) => id));
  const sent = new Set(accepted);
  const faults = [
    ...accepted.filter((id) => !known.has(id)).map((id) => `lost: ${id}`),
    ...executions.filter(({ id }) => !sent.has(id)).map(({ id }) => `doubled: ${id}`),
    ...executions.filter(({ status }) => status !== 'completed').map(({ id, status }) => `${status}: ${id}`),
  ];
  return { faults, last: Math.max(...executions.map(({ completed_at }) => Date.parse(completed_at ?? '0'))) };
}
