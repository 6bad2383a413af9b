import type { Database } from '../../db/client.ts';

const ABANDONED = `SELECT DISTINCT c.execution_id FROM execution_calls c
WHERE c.awaited AND c.ended_at IS NULL AND c.created_at < now() - interval '5 seconds' AND NOT EXISTS (
  SELECT 1 FROM executions e WHERE e.id = c.execution_id AND e.created_at = c.execution_created_at
    AND e.status IN ('queued', 'running', 'waiting'))
LIMIT $1::int`;

const END_DELETED = `SELECT end_call(gone.called_execution_id, 'cancelled', 'execution.deleted', 'The execution was deleted with its workflow.')
FROM (SELECT c.called_execution_id FROM execution_calls c
  WHERE c.awaited AND c.ended_at IS NULL AND NOT EXISTS (
    SELECT 1 FROM executions e WHERE e.id = c.called_execution_id AND e.created_at = c.called_created_at)
  LIMIT $1::int) AS gone`;

/** Executions that have ended, or were deleted, while executions go on that they called and waited for. */
export async function abandonedCallers(db: Database, limit: number): Promise<readonly string[]> {
  const rows = await db.sql.query(ABANDONED, [limit]);
  return rows.map((row) => String(row.execution_id));
}

/** Marks the calls as ended whose executions were deleted before they ended, so that no caller waits for them. */
export async function endDeletedCalls(db: Database, limit: number): Promise<void> {
  await db.sql.query(END_DELETED, [limit]);
}
