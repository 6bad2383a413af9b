import type { Graph } from '../../scripts/demo/client.ts';
import { chain, node } from '../../scripts/demo/graph.ts';
import type { LoadRow } from '../report/row.ts';
import { type Bench, measureCase } from './bench.ts';

const STORED_KEYS = 1_000_000;

/** Deliveries that are sent again and again, in turn. */
const DELIVERIES = 1000;

/** hook → end; the sender does not wait. */
const GRAPH: Graph = {
  name: 'Bench (f)',
  nodes: [node('hook', 'trigger.webhook'), node('end', 'logic.noop')],
  connections: chain('hook → end'),
};

/** Keys as of other deliveries of the endpoint. `$1` is its public id, `$2` how many. */
const FILL = `INSERT INTO execution_dedupe (workspace_id, dedupe_key, execution_id, created_at)
SELECT e.workspace_id, 'webhook:' || e.endpoint_id || ':webhook-id:' || gen_random_uuid(), gen_random_uuid(), now()
FROM webhook_endpoints e, generate_series(1, $2::int) WHERE e.endpoint_id = $1`;

/** Sends deliveries that have been taken already, while a million other keys are stored. */
export async function measureDuplicates(bench: Bench, body: string): Promise<LoadRow[]> {
  const { webhookPath: path } = await bench.client.publish(GRAPH);
  await bench.execute({ query: FILL, params: [path.split('/').at(-1) ?? '', String(STORED_KEYS)] });
  await bench.execute({ query: 'ANALYZE execution_dedupe', params: [] });
  const call = { method: 'POST', path, body, status: 202, deliveries: DELIVERIES } as const;
  await bench.generator.run({ ...call, url: bench.client.url, concurrency: 10, until: { requests: DELIVERIES } });
  return measureCase(bench, { ...call, name: `${GRAPH.name} duplicates` });
}
