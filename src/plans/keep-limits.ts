import type { SystemDatabase } from '../db/client.ts';
import type { PlanBook } from './plan-book.ts';
import { isPlan, PLANS } from './plan-table.ts';

/**
 * What is stored follows the table in code: after a deployment that changed it, or that began to bill. Ticks at once share the rows
 * between them. `$1`: the limits by plan.
 */
const SYNC = `WITH given AS (
  SELECT * FROM json_to_recordset($1::json) AS p(id text, limits json)
), stale AS MATERIALIZED (
  SELECT w.id, given.limits FROM workspaces w
  JOIN given ON given.id = CASE WHEN w.plan_id IN (SELECT g.id FROM given g) THEN w.plan_id ELSE 'free' END
  WHERE w.plan_limits::text IS DISTINCT FROM given.limits::text FOR NO KEY UPDATE OF w SKIP LOCKED
)
UPDATE workspaces w SET plan_limits = stale.limits FROM stale WHERE w.id = stale.id`;

const LIFT = `WITH limited AS MATERIALIZED (
  SELECT id FROM workspaces WHERE plan_limits IS NOT NULL FOR NO KEY UPDATE SKIP LOCKED
), lifted AS (
  UPDATE workspaces w SET plan_limits = NULL FROM limited WHERE w.id = limited.id
), refused AS MATERIALIZED (
  SELECT workspace_id, month FROM workspace_usage WHERE refused FOR UPDATE SKIP LOCKED
)
UPDATE workspace_usage u SET refused = false FROM refused r WHERE u.workspace_id = r.workspace_id AND u.month = r.month`;

/** Writes into the workspaces what their plans allow; without billing, that nothing limits them. */
export async function keepLimits(db: SystemDatabase, plans: PlanBook): Promise<void> {
  if (!plans.isBilled) {
    await db.sql.query(LIFT);
    return;
  }
  const limits = Object.keys(PLANS)
    .filter(isPlan)
    .map((id) => ({ id, limits: plans.limitsOf(id) }));
  await db.sql.query(SYNC, [JSON.stringify(limits)]);
}
