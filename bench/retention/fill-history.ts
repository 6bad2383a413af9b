import type { DatabaseAdapter } from '../../scripts/database/adapter.ts';

/** Executions that one statement makes. */
const BATCH = 20_000;

/** An id of the 7th kind for the moment `at`. */
const ID = `(lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7' || substr(md5(random()::text), 1, 3)
  || 'a' || substr(md5(random()::text), 1, 15))::uuid`;

const MAKE_OWNER = `WITH u AS (
  INSERT INTO users (id, email, password_hash) VALUES (gen_random_uuid(), gen_random_uuid() || '@example.com', '') RETURNING id
), w AS (
  INSERT INTO workspaces (id, owner_id, name, slug) SELECT gen_random_uuid(), id, 'Bench', left('bench-' || gen_random_uuid(), 40) FROM u RETURNING id
), f AS (
  INSERT INTO workflows (id, workspace_id, name) SELECT gen_random_uuid(), id, 'Bench' FROM w RETURNING id
), v AS (
  INSERT INTO workflow_versions (id, workflow_id, version, nodes, connections) SELECT gen_random_uuid(), id, 1, '[]', '[]' FROM f
)
SELECT id FROM f`;

/** A month for which there is no partition yet gets one. `$1`: days ago. */
const MAKE_MONTH = `SELECT ensure_month_partition(parent, date_trunc('month', (now() - $1::int * interval '1 day') AT TIME ZONE 'UTC'))
FROM unnest(ARRAY['executions', 'node_executions']) AS parent`;

/** `$1`: the workflow, `$2`: how many, `$3`, `$4`: between how many days ago. One of twenty has failed. Each has three node runs. */
const FILL = `WITH moments AS (
  SELECT n, now() - make_interval(secs => ($3::float8 + ($4::float8 - $3::float8) * n / $2::int) * 86400) AS at
  FROM generate_series($2::int, 1, -1) n
), rows AS (
  INSERT INTO executions (id, workflow_id, workspace_id, workflow_version, status, trigger_type, trigger_node_id, trigger_data,
    input_data, output_data, response, created_at, started_at, completed_at, nodes_total, nodes_completed, has_effects, epoch, claims)
  SELECT ${ID}, w.id, w.workspace_id, 1, CASE WHEN n % 20 = 0 THEN 'failed' ELSE 'completed' END, 'webhook', 'hook',
    '{"method":"POST","query":{}}', '{"id":4711}', '[{"ok":true}]', '{"status":200,"headers":{},"body":"{}"}', at, at, at, 3, 3, true, 1, 1
  FROM moments, workflows w WHERE w.id = $1::uuid
  RETURNING id, created_at
)
INSERT INTO node_executions (id, execution_id, node_id, node_type, node_name, position, status, input_data, output_data,
  created_at, started_at, completed_at, duration_ms)
SELECT gen_random_uuid(), r.id, n.node_id, n.node_type, n.node_id, n.position, 'completed', '[{"id":4711}]', '[{"id":4711}]',
  r.created_at, r.created_at, r.created_at, 1
FROM rows r, (VALUES ('hook', 'trigger.webhook', 0), ('call', 'action.http', 1), ('answer', 'action.respond', 2))
  AS n(node_id, node_type, position)`;

async function run(database: DatabaseAdapter, query: string, params: readonly (string | null)[] = []): Promise<void> {
  await database.execute({ query, params });
}

/** How old the executions are, in days: past the thirty of those that completed, and not yet the ninety of those that failed. */
const YOUNGEST = 31;
const OLDEST = 85;

/** Fills the past months with so many executions of one workflow. */
export async function fillHistory(database: DatabaseAdapter, executions: number): Promise<void> {
  const made = await database.execute({ query: MAKE_OWNER, params: [] });
  const workflow = made.rows[0]?.[0] ?? null;
  await run(database, 'SELECT ensure_partitions(1)');
  for (let day = YOUNGEST; day <= OLDEST + 27; day += 27)
    await run(database, MAKE_MONTH, [String(Math.min(day, OLDEST))]);
  const batches = Math.ceil(executions / BATCH);
  const days = (batch: number): string => String(OLDEST - ((OLDEST - YOUNGEST) * batch) / batches);
  for (let batch = 0; batch < batches; batch += 1) {
    const size = Math.min(BATCH, executions - batch * BATCH);
    await run(database, FILL, [workflow, String(size), days(batch + 1), days(batch)]);
  }
  for (const table of ['executions', 'node_executions']) await run(database, `VACUUM (ANALYZE) ${table}`);
}
