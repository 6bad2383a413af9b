import type { Database } from '../db/client.ts';
import type { PlanBook } from './plan-book.ts';
import { PLANS, type PlanId } from './plan-table.ts';

/** What is stored follows the table in code: after a deployment that changed it, or that began to bill. `$1`: the limits by plan. */
const SYNC = `UPDATE workspaces w SET plan_limits = p.limits
FROM json_to_recordset($1::json) AS p(id text, limits json)
WHERE p.id = CASE WHEN w.plan_id IN (SELECT k.id FROM json_to_recordset($1::json) AS k(id text)) THEN w.plan_id ELSE 'free' END
  AND w.plan_limits::text IS DISTINCT FROM p.limits::text`;

const LIFT = `WITH lifted AS (UPDATE workspaces SET plan_limits = NULL WHERE plan_limits IS NOT NULL)
UPDATE workspace_usage SET refused = false WHERE refused`;

function isPlanId(id: string): id is PlanId {
  return id in PLANS;
}

/** Writes into the workspaces what their plans allow; without billing, that nothing limits them. */
export async function keepLimits(db: Database, plans: PlanBook): Promise<void> {
  if (!plans.isBilled) {
    await db.sql.query(LIFT);
    return;
  }
  const limits = Object.keys(PLANS)
    .filter(isPlanId)
    .map((id) => ({ id, limits: plans.limitsOf(id) }));
  await db.sql.query(SYNC, [JSON.stringify(limits)]);
}
