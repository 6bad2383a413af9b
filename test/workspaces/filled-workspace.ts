import { testDatabase } from '../support/test-database.ts';

const WORKFLOWS = `INSERT INTO workflows (id, workspace_id, created_by, name, status)
  SELECT gen_random_uuid(), $1::uuid, $2::uuid, s, s FROM unnest(ARRAY['active', 'archived', 'draft']) AS s`;

const OF = `(SELECT id FROM workflows WHERE workspace_id = $1::uuid AND status = 'active')`;

const PERSON = { email: 'a@example.com' };
const PEOPLE = { from: PERSON, to: [PERSON], cc: [], bcc: [], reply_to: [] };
const MAIL = { ...PEOPLE, subject: 'Hi', text: 'Hello', html: null, attachments: [] };

/** Each puts rows into a table. `$1`: the workspace. */
const ROWS = [
  `INSERT INTO workflow_versions (id, workflow_id, version, nodes, connections) SELECT gen_random_uuid(), ${OF}, 1, '[]', '[]' WHERE $1::uuid IS NOT NULL`,
  `INSERT INTO schedules (id, workflow_id, workspace_id, name, cron_expression, next_slot_at, next_run_at)
    VALUES (gen_random_uuid(), ${OF}, $1::uuid, 's', '0 0 1 1 *', now() + interval '1 year', now() + interval '1 year')`,
  `INSERT INTO schedule_runs (schedule_id, workspace_id, slot_at, reason, execution_id, created_at)
    SELECT id, $1::uuid, now(), 'schedule', gen_random_uuid(), now() FROM schedules WHERE workspace_id = $1::uuid`,
  `INSERT INTO polls (id, workflow_id, workspace_id, node_id, address, every_minutes, next_poll_at)
    VALUES (gen_random_uuid(), ${OF}, $1::uuid, 'p', 'a', 60, now() + interval '1 hour')`,
  `INSERT INTO webhook_endpoints (id, workflow_id, workspace_id, node_id, endpoint_id, secret)
    VALUES (gen_random_uuid(), ${OF}, $1::uuid, 'w', gen_random_uuid(), 'sealed-endpoint-secret')`,
  `INSERT INTO credentials (id, workspace_id, name, type, data) VALUES (gen_random_uuid(), $1::uuid, 'c', 'basic', 'sealed-credential')`,
  `INSERT INTO executions (id, workflow_id, workspace_id, workflow_version, status, trigger_type, created_at, output_data, enqueued_at)
    SELECT gen_random_uuid(), ${OF}, $1::uuid, 1, s, 'api', now(), '{"n": 1.500}', now() FROM unnest(ARRAY['queued', 'waiting']) AS s`,
  `INSERT INTO node_executions (id, execution_id, created_at, node_id, node_type, node_name)
    SELECT gen_random_uuid(), id, created_at, 'n', 'n', 'n' FROM executions WHERE workspace_id = $1::uuid`,
  `INSERT INTO execution_dedupe (workspace_id, dedupe_key, execution_id, created_at, expires_at)
    VALUES ($1::uuid, 'k', gen_random_uuid(), now(), now() + interval '1 day')`,
  `INSERT INTO execution_waits (execution_id, execution_created_at, node_id, run_index, attempt, workspace_id, kind)
    VALUES (gen_random_uuid(), now(), 'n', 0, 1, $1::uuid, 'webhook')`,
  `INSERT INTO failure_reports (execution_id, execution_created_at, workspace_id, error_workflow_id)
    VALUES (gen_random_uuid(), now(), $1::uuid, gen_random_uuid())`,
  `INSERT INTO mail_outbox (id, workspace_id, execution_id, idempotency_key, message, created_at)
    VALUES (gen_random_uuid(), $1::uuid, gen_random_uuid(), 'k', '${JSON.stringify(MAIL)}', now())`,
  `INSERT INTO dedupe_runs (workspace_id, execution_id, node_id, run_index, passed) VALUES ($1::uuid, gen_random_uuid(), 'a', 0, '{}')`,
  `INSERT INTO audit_logs (id, workspace_id, action) SELECT gen_random_uuid(), $1::uuid, 'a' FROM generate_series(1, 250)`,
  `INSERT INTO removed_members (workspace_id, user_id, removed_at) SELECT $1::uuid, owner_id, now() FROM workspaces WHERE id = $1::uuid`,
  `INSERT INTO invitations (id, workspace_id, invited_by, role, token_hash, expires_at)
    SELECT gen_random_uuid(), id, owner_id, 'member', 'hash-' || left(id::text, 50), now() FROM workspaces WHERE id = $1::uuid`,
  `INSERT INTO execution_days (workspace_id, workflow_id, day, started, counted) VALUES ($1::uuid, ${OF}, current_date, 2, 1)`,
  `INSERT INTO workspace_usage (workspace_id, month, executions) VALUES ($1::uuid, date_trunc('month', now())::date, 1)`,
  `INSERT INTO subscriptions (workspace_id, stripe_subscription_id, status, cancel_at_period_end, checked_at)
    VALUES ($1::uuid, 'sub_1', 'active', true, now())`,
];

/** Gives a workspace rows in many tables: an active, an archived and a draft workflow, and what belongs to the first. */
export async function fillWorkspace(workspaceId: string, userId: string): Promise<void> {
  const { sql } = testDatabase();
  await sql.query(WORKFLOWS, [workspaceId, userId]);
  for (const statement of ROWS) await sql.query(statement, [workspaceId]);
}

/** How many rows each table has whose column of this name is this id; tables without any are left out. */
export async function rowsWith(column: string, id: string): Promise<{ readonly [table: string]: number }> {
  const { sql } = testDatabase();
  const tables = await sql.query(
    `SELECT c.table_name AS name FROM information_schema.columns c JOIN pg_class p ON p.relname = c.table_name
    WHERE c.table_schema = 'public' AND c.column_name = $1 AND NOT p.relispartition AND p.relkind IN ('r', 'p')
    ORDER BY c.table_name`,
    [column],
  );
  const counts = await Promise.all(
    tables.map(async ({ name }) => {
      const [row] = await sql.query(`SELECT count(*)::int AS count FROM ${name} WHERE ${column} = $1::uuid`, [id]);
      return [String(name), Number(row?.count)] as const;
    }),
  );
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}
