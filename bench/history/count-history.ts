import type { DatabaseAdapter } from '../../scripts/database/adapter.ts';
import { ROLL_UP } from '../../src/insights/roll-up-statement.ts';
import { MONTHS } from './fill-statements.ts';

/** How much of the history one statement counts. */
const STEP = '3 days';

/** The moments between which each statement counts, the oldest first; `$1`: as long. */
const STRETCHES = `SELECT low::text, least(low + $1::interval, now())::text FROM generate_series(
  now() - interval '${MONTHS} months', now(), $1::interval) AS low WHERE low < now()`;

const MARK = `INSERT INTO maintenance_state (name, value, updated_at) VALUES ('execution_stats', to_json($1::text), now())
ON CONFLICT (name) DO UPDATE SET value = excluded.value`;

/** Twenty nodes in each workflow, on each of the last ninety days, with some bars each: executions of this history have no node runs. */
const NODES = `INSERT INTO node_stats (workspace_id, workflow_id, node_id, day, node_type, node_name, runs, failed, retries, duration_ms,
  buckets, counts)
SELECT f.workspace_id, f.id, 'node' || n, current_date - d, 'action.http', 'Node ' || n, 400, n % 5, n % 3, 400 * n,
  ARRAY[n, n + 3, n + 6, n + 9], ARRAY[100, 200, 80, 20]
FROM workflows f CROSS JOIN generate_series(1, 20) n CROSS JOIN generate_series(0, 89) d ON CONFLICT DO NOTHING`;

/** Somebody who wants to know of failures. */
const ALERT = `INSERT INTO alerts (id, workspace_id, name, kind, cooldown_minutes, channels, signing_secret)
SELECT gen_random_uuid(), id, 'failures', 'failure', 60, '{}', '' FROM workspaces WHERE slug = 'history'`;

/** Counts a history for insights as the tick does, unless it is counted already. */
export async function countHistory(database: DatabaseAdapter): Promise<void> {
  const counted = await database.execute({ query: 'SELECT 1 FROM execution_stats LIMIT 1', params: [] });
  if (counted.rows.length > 0) return;
  const stretches = (await database.execute({ query: STRETCHES, params: [STEP] })).rows;
  await database.execute({ query: MARK, params: [String(stretches[0]?.[0])] });
  await database.withSession(async (session) => {
    await session.script('SET jit = off');
    for (const [low, high] of stretches) {
      await session.execute({ query: ROLL_UP, params: [String(low), String(high)] });
    }
    await session.script('RESET jit');
  });
  for (const query of [NODES, ALERT]) await database.execute({ query, params: [] });
  for (const table of ['execution_stats', 'node_stats']) {
    await database.execute({ query: `VACUUM (ANALYZE) ${table}`, params: [] });
  }
}
