/** The history is this long: so many months with a partition each. */
export const MONTHS = 12;

/** `$1`: how many months ago. */
export const PARTITIONS = `SELECT ensure_month_partition(parent, date_trunc('month', now() AT TIME ZONE 'UTC') - make_interval(months => $1::int))
FROM unnest(ARRAY['executions', 'node_executions']) AS parent`;

/** Somebody with two workspaces. */
export const PEOPLE = [
  `INSERT INTO users (id, email, password_hash) VALUES (gen_random_uuid(), 'history@example.com', '-')`,
  `INSERT INTO workspaces (id, owner_id, name, slug)
  SELECT gen_random_uuid(), u.id, s, s FROM users u, unnest(ARRAY['history', 'history-beside']) AS s WHERE u.email = 'history@example.com'`,
];

/** Forty workflows in the one, of which three are tagged, and one in the other. */
export const WORKFLOWS = `INSERT INTO workflows (id, workspace_id, name, tags)
SELECT gen_random_uuid(), w.id, 'history ' || n, CASE WHEN n IN (7, 8, 9) THEN ARRAY['shop'] ELSE '{}'::text[] END
FROM workspaces w, generate_series(1, 40) n WHERE w.slug = 'history' OR (w.slug = 'history-beside' AND n = 40)`;

/** A workflow that has a fortieth of them. */
export const FILLED_WORKFLOW = `SELECT f.id FROM workflows f JOIN workspaces w ON w.id = f.workspace_id
WHERE w.slug = 'history' AND f.name = 'history 7'`;

/** An id of the 7th kind for the moment `at`. */
const ID = `(lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7' || substr(md5(random()::text), 1, 3)
  || 'a' || substr(md5(random()::text), 1, 15))::uuid`;

/**
 * Executions over the months, the oldest first. Of a hundred, four failed, one was cancelled, ten have a value, and five are in the
 * other workspace; of ten thousand, one waits. `$1`: from which on, `$2`: how many, `$3`: how many there will be.
 */
export const FILL = `WITH moments AS (
  SELECT n, date_trunc('milliseconds', now() - interval '${MONTHS - 1} months' * (1 - n::float8 / $3::int)) AS at
  FROM generate_series($1::int, $1::int + $2::int - 1) n
), places AS (
  SELECT f.id, f.workspace_id, f.name, w.slug FROM workflows f JOIN workspaces w ON w.id = f.workspace_id WHERE w.slug LIKE 'history%'
)
INSERT INTO executions (id, workflow_id, workspace_id, workflow_version, status, trigger_type, trigger_node_id, trigger_data,
  input_data, output_data, error_code, error_message, error_node_id, metadata, created_at, queued_at, started_at, completed_at,
  nodes_total, nodes_completed, epoch, claims, wait_until)
SELECT ${ID}, p.id, p.workspace_id, 1 + n / 100000,
  CASE WHEN n % 10000 = 77 THEN 'waiting' WHEN n % 100 < 4 THEN 'failed' WHEN n % 100 = 5 THEN 'cancelled' ELSE 'completed' END,
  CASE WHEN n % 3 = 0 THEN 'schedule' ELSE 'webhook' END, 'hook', '{"method":"POST","query":{}}', '{"id":4711}', '[{"ok":true}]',
  CASE WHEN n % 100 < 4 THEN 'http.timeout' END, CASE WHEN n % 100 < 4 THEN 'No answer came from api' || n % 50 || '.example.com' END,
  CASE WHEN n % 100 < 4 THEN 'node' || n % 7 END,
  CASE WHEN n % 10 = 6 THEN json_build_object('order', n::text, 'shop', (n % 1000)::text) END,
  at, at, at, at + (n % 5000) * interval '1 ms', 3, 3, 1, 1, CASE WHEN n % 10000 = 77 THEN now() + interval '1 year' END
FROM moments JOIN places p ON CASE WHEN n % 20 = 19 THEN p.slug = 'history-beside' ELSE p.slug = 'history' AND p.name = 'history ' || (1 + (n / 20) % 40) END`;
