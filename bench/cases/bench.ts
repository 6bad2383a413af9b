import { availableParallelism } from 'node:os';
import type { Client, Graph } from '../../scripts/demo/client.ts';
import type { Load, LoadResult } from '../load/load.ts';
import type { Generator } from '../load/start-generator.ts';
import type { LoadRow } from '../report/row.ts';
import type { Server } from '../server/start-server.ts';
import type { Usage, UsageWatch } from '../server/usage.ts';
import { countExecutions } from './count-executions.ts';

/** What all cases use. */
export type Bench = {
  readonly client: Client;
  /** Executes a statement in the database of the server. */
  readonly execute: Server['execute'];
  readonly generator: Generator;
  readonly usage: UsageWatch;
  readonly seconds: number;
  readonly concurrency: readonly number[];
  /** Requests per second of the route that does nothing, by concurrency. */
  readonly ceiling: Map<number, number>;
};

/** A route under load. */
export type Case = {
  readonly name: string;
  readonly path: string;
  readonly method: Load['method'];
  readonly body: string | null;
  readonly bodies?: Load['bodies'];
  readonly headers?: Load['headers'];
  readonly status: number;
  readonly deliveries?: Load['deliveries'];
};

const WARM_UP_MS = 1000;

/** Measures a case under load at each concurrency, after a warm-up. */
export async function measureCase(bench: Bench, { name, ...request }: Case): Promise<LoadRow[]> {
  const rows: LoadRow[] = [];
  for (const concurrency of bench.concurrency) {
    const load = { ...request, url: bench.client.url, concurrency };
    await bench.generator.run({ ...load, until: { milliseconds: WARM_UP_MS } });
    await bench.usage.take();
    const result = await bench.generator.run({ ...load, until: { milliseconds: bench.seconds * 1000 } });
    rows.push(await toRow(bench, { name, concurrency, result }));
  }
  return rows;
}

/** Publishes a graph, measures its webhook under load, and counts what its executions took. */
export async function measureWebhook(bench: Bench, graph: Graph, body: string): Promise<LoadRow[]> {
  const { id, webhookPath } = await bench.client.publish(graph);
  const rows = await measureCase(bench, { name: graph.name, path: webhookPath, method: 'POST', body, status: 200 });
  const counted = await countExecutions(bench, id, graph);
  return rows.map((row) => ({ ...row, counted }));
}

type UsageColumns = Pick<LoadRow, 'cpu_ms_per_request' | 'percent_of_cpu' | 'peak_mb'>;

type Measured = { readonly name: string; readonly concurrency: number; readonly result: LoadResult };

/** The row for the latest measurement. */
export async function toRow(bench: Bench, { name, concurrency, result }: Measured): Promise<LoadRow> {
  const perSecond = ((result.requests - result.errors) / result.milliseconds) * 1000;
  const ceiling = bench.ceiling.get(concurrency);
  return {
    name,
    concurrency,
    per_second: perSecond,
    p50_ms: result.p50,
    p99_ms: result.p99,
    errors: result.errors,
    first_error: result.firstError,
    percent_of_ceiling: ceiling === undefined ? null : (perSecond / ceiling) * 100,
    ...usageOf(await bench.usage.take(), result.requests),
  };
}

/** What the processes used per request. */
export function usageOf({ cpuMs, peakMb, elapsedMs }: Usage, requests: number): UsageColumns {
  const total = Object.values(cpuMs).reduce((sum, spent) => sum + spent, 0);
  return {
    cpu_ms_per_request: Object.fromEntries(Object.entries(cpuMs).map(([name, spent]) => [name, spent / requests])),
    percent_of_cpu: (total / elapsedMs / availableParallelism()) * 100,
    peak_mb: peakMb,
  };
}
