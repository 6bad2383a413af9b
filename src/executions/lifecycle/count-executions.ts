import type { Database } from '../../db/client.ts';

const FIRST_MARK = `INSERT INTO maintenance_state (name, value, updated_at)
VALUES ('execution_count', to_json('-infinity'::text), now()) ON CONFLICT (name) DO NOTHING`;

/** Counts what was created since the mark, and moves the mark. The lock on the mark lets one tick count at a time. */
const COUNT = `WITH mark AS MATERIALIZED (
  SELECT (value #>> '{}')::timestamptz AS low FROM maintenance_state WHERE name = 'execution_count' FOR UPDATE
), bounds AS (
  SELECT low, date_trunc('milliseconds', now() - $1::int * interval '1 second') AS high FROM mark
), counted AS (
  SELECT workflow_id, count(*)::int AS added, max(created_at) AS latest FROM executions, bounds
  WHERE created_at > low AND created_at <= high GROUP BY workflow_id
), raised AS (
  UPDATE workflows w SET execution_count = w.execution_count + counted.added,
    last_executed_at = greatest(w.last_executed_at, counted.latest)
  FROM counted WHERE w.id = counted.workflow_id
)
UPDATE maintenance_state SET value = to_json(high::text), updated_at = now() FROM bounds
WHERE name = 'execution_count' AND high > low`;

/**
 * Updates `workflows.execution_count` and `last_executed_at` from the executions created until `lagSeconds` ago; a
 * counter that each execution raises would be a hot row. The lag is for executions whose caller waits: their row may be
 * written only when they end, long after their `created_at`.
 */
export async function countExecutions(db: Database, lagSeconds: number): Promise<void> {
  await db.sql.transaction([db.sql.query(FIRST_MARK), db.sql.query(COUNT, [lagSeconds])]);
}
