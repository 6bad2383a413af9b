import type { SystemDatabase } from '../../db/client.ts';
import { ADDED, MARK, rolledUp } from './execution-days.ts';

const FIRST_MARK = `INSERT INTO maintenance_state (name, value, updated_at)
VALUES ('execution_count', to_json('-infinity'::text), now()) ON CONFLICT (name) DO NOTHING`;

/** Counts what was created since the mark, and moves the mark. The lock on the mark lets one tick count at a time. */
const COUNT = `WITH mark AS MATERIALIZED (
  SELECT ${MARK} AS low FROM maintenance_state m WHERE m.name = 'execution_count' FOR UPDATE
), bounds AS (
  SELECT low, date_trunc('milliseconds', now() - $1::int * interval '1 second') AS high FROM mark
), rolled AS (
  ${rolledUp('executions e, bounds WHERE e.created_at > low AND e.created_at <= high')}
), ${ADDED}, raised AS (
  UPDATE workflows w SET execution_count = w.execution_count + c.added,
    last_executed_at = greatest(w.last_executed_at, c.latest)
  FROM (SELECT workflow_id, sum(started)::int AS added, max(latest) AS latest FROM rolled GROUP BY 1) AS c
  WHERE c.workflow_id = w.id
)
UPDATE maintenance_state SET value = to_json(high::text), updated_at = now() FROM bounds
WHERE name = 'execution_count' AND high > low`;

/**
 * Updates `workflows.execution_count` and `last_executed_at`, and the days and months of `execution_days` and `workspace_usage`, from
 * the executions created until `lagSeconds` ago; a counter that each execution raises would be a hot row. The lag is for executions whose caller waits: their row may be
 * written only when they end, long after their `created_at`.
 */
export async function countExecutions(db: SystemDatabase, lagSeconds: number): Promise<void> {
  await db.sql.transaction([db.sql.query(FIRST_MARK), db.sql.query(COUNT, [lagSeconds])]);
}
