import type { Client, Graph } from '../../scripts/demo/client.ts';
import type { Load, LoadResult } from '../load/load.ts';
import type { Generator } from '../load/start-generator.ts';
import type { LoadRow } from '../report/row.ts';
import type { MemoryWatch } from '../server/memory.ts';

/** What the cases work with. */
export type Bench = {
  readonly client: Client;
  readonly generator: Generator;
  readonly memory: MemoryWatch;
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
  readonly status: number;
};

const WARM_UP_MS = 1000;

/** Puts the case under load at each concurrency, after a moment of warming up. */
export async function measureCase(bench: Bench, { name, ...request }: Case): Promise<LoadRow[]> {
  const rows: LoadRow[] = [];
  for (const concurrency of bench.concurrency) {
    const load = { ...request, url: bench.client.url, concurrency };
    await bench.generator.run({ ...load, until: { milliseconds: WARM_UP_MS } });
    await bench.memory.takePeaks();
    const result = await bench.generator.run({ ...load, until: { milliseconds: bench.seconds * 1000 } });
    rows.push(await toRow(bench, { name, concurrency, result }));
  }
  return rows;
}

/** Publishes the graph and puts its webhook under load. */
export async function measureWebhook(bench: Bench, graph: Graph, body: string): Promise<LoadRow[]> {
  const { webhookPath } = await bench.client.publish(graph);
  return measureCase(bench, { name: graph.name, path: webhookPath, method: 'POST', body, status: 200 });
}

type Measured = { readonly name: string; readonly concurrency: number; readonly result: LoadResult };

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
    peak_mb: await bench.memory.takePeaks(),
  };
}
