import { z } from 'zod';
import type { SystemDatabase } from '../db/client.ts';
import { COUNTED, MARK } from '../executions/lifecycle/execution-days.ts';
import { WARNING_SHARE } from './plan-table.ts';

/**
 * What was used in this month: the days so far, and the executions that are too young for them, which are counted anew each time. The
 * lock on the mark has none of them counted twice or moved meanwhile. Deleted executions lower nothing. Gives those whose owners have
 * still to be told; `$1`: the share at which they are warned.
 */
const MEASURE = `WITH mark AS MATERIALIZED (
  SELECT ${MARK} AS low, date_trunc('month', now() AT TIME ZONE 'UTC') AS month
  FROM maintenance_state m WHERE m.name = 'execution_count' FOR UPDATE
), recent AS (
  SELECT workspace_id, count(*) AS added FROM executions, mark
  WHERE created_at > greatest(low, month AT TIME ZONE 'UTC') AND ${COUNTED} GROUP BY 1
), seen AS (
  SELECT w.id, (w.plan_limits ->> 'executions')::bigint AS most, coalesce(u.executions, 0) + coalesce(r.added, 0) AS used
  FROM mark CROSS JOIN workspaces w
  LEFT JOIN workspace_usage u ON u.workspace_id = w.id AND u.month = mark.month::date
  LEFT JOIN recent r ON r.workspace_id = w.id
  WHERE w.plan_limits IS NOT NULL AND (r.added > 0 OR u.refused OR u.updated_at > now() - interval '1 hour')
), kept AS (
  INSERT INTO workspace_usage AS u (workspace_id, month, used, refused)
  SELECT seen.id, mark.month::date, seen.used, coalesce(seen.used >= seen.most, false) FROM seen, mark ORDER BY 1
  ON CONFLICT (workspace_id, month) DO UPDATE SET used = greatest(u.used, excluded.used),
    refused = coalesce(greatest(u.used, excluded.used) >= (
      SELECT (w.plan_limits ->> 'executions')::bigint FROM workspaces w WHERE w.id = excluded.workspace_id), false)
  RETURNING workspace_id, month::text, used, warned_at, reached_at
)
SELECT k.workspace_id, k.month, k.used::text, s.most::text, CASE WHEN k.used >= s.most THEN 'reached' ELSE 'warned' END AS level
FROM kept k JOIN seen s ON s.id = k.workspace_id
WHERE (k.used >= s.most AND k.reached_at IS NULL) OR (k.used >= s.most * $1::float8 AND k.used < s.most AND k.warned_at IS NULL)`;

const measuredSchema = z.object({
  workspace_id: z.string(),
  month: z.string(),
  used: z.coerce.number(),
  most: z.coerce.number(),
  level: z.enum(['warned', 'reached']),
});

/** A workspace whose owners have to be told. `month`: its first day. */
export type Measured = z.infer<typeof measuredSchema>;

/** Measures what workspaces used in this month, and refuses or admits new runs by it. */
export async function measureUsage(db: SystemDatabase): Promise<readonly Measured[]> {
  const rows = await db.sql.query(MEASURE, [WARNING_SHARE]);
  return rows.map((row) => measuredSchema.parse(row));
}
