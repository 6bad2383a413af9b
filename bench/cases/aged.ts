import type { LoadRow } from '../report/row.ts';
import { type Bench, measureWebhook } from './bench.ts';
import { calling } from './graphs.ts';

/** Other statements come in between: a long one lets the ticks of the stack fail. */
const BATCH = 20_000;
const BATCHES = 25;

/** How many of the youngest batches end after the others are tidied. */
const RUNNING = 5;

/** An id of the 7th kind for the moment `at`. */
const ID = `(lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7' || substr(md5(random()::text), 1, 3)
  || 'a' || substr(md5(random()::text), 1, 15))::uuid`;

/** `$1`: the workflow, `$2`: how many, `$3`: the batch, 1 for the youngest, `$4`: their status. Each has the rows of its three nodes. */
const FILL = `WITH moments AS (
  SELECT now() - (($3::int - 1) * $2::int + n) * interval '5 ms' AS at FROM generate_series($2::int, 1, -1) n
), rows AS (
  INSERT INTO executions (id, workflow_id, workspace_id, workflow_version, status, trigger_type, trigger_node_id, trigger_data,
    input_data, output_data, response, created_at, started_at, completed_at, nodes_total, nodes_completed, has_effects, epoch,
    claims, lease_expires_at)
  SELECT ${ID}, w.id, w.workspace_id, 1, $4::text, 'webhook', 'hook', '{"method":"POST","query":{}}', '{"id":4711}', '[{"ok":true}]',
    '{"status":200,"headers":{},"body":"{}"}', at, at, CASE WHEN $4::text = 'completed' THEN at END, 3, 3, true, 1, 1,
    CASE WHEN $4::text = 'running' THEN now() + interval '1 hour' END
  FROM moments, workflows w WHERE w.id = $1::uuid
  RETURNING id, created_at
)
INSERT INTO node_executions (id, execution_id, node_id, node_type, node_name, position, status, input_data, output_data,
  created_at, started_at, completed_at, duration_ms)
SELECT gen_random_uuid(), r.id, n.node_id, n.node_type, n.node_id, n.position, 'completed', '[{"id":4711}]', '[{"id":4711}]',
  r.created_at, r.created_at, r.created_at, 1
FROM rows r, (VALUES ('hook', 'trigger.webhook', 0), ('call', 'action.http', 1), ('answer', 'action.respond', 2))
  AS n(node_id, node_type, position)`;

/** Ends what the youngest batches left running, so that each leaves a dead row and dead entries of indexes, as real runs do. */
const END = `UPDATE executions SET status = 'completed', completed_at = now(), lease_expires_at = NULL
WHERE workflow_id = $1::uuid AND status = 'running'`;

/** 500,000 executions with their node runs, all tidy but for the 100,000 that have ended since. */
async function fill({ client, execute }: Bench): Promise<void> {
  const { id } = await client.publish({ ...calling('http://localhost'), name: 'Old executions' });
  for (let batch = BATCHES; batch > 0; batch--) {
    const status = batch <= RUNNING ? 'running' : 'completed';
    await execute({ query: FILL, params: [id, String(BATCH), String(batch), status] });
  }
  for (const table of ['executions', 'node_executions'])
    await execute({ query: `VACUUM (ANALYZE) ${table}`, params: [] });
  const ended = await execute({ query: END, params: [id] });
  if (ended !== RUNNING * BATCH) throw new Error(`${ended} executions were updated.`);
}

/** Measures (d) on a database that has run half a million executions. */
export async function measureAged(bench: Bench, body: string): Promise<LoadRow[]> {
  await fill(bench);
  return measureWebhook(bench, { ...calling(bench.generator.targetUrl), name: 'Bench (j)' }, body);
}
