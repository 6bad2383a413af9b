import type { Database } from '../../db/client.ts';

const WOKEN = `SELECT DISTINCT c.execution_id FROM execution_calls c
JOIN executions e ON e.id = c.execution_id AND e.created_at = c.execution_created_at
WHERE c.called_execution_id = ANY($1::uuid[]) AND c.awaited AND e.status = 'queued'`;

/** Sends the callers to the queue that were waiting for these executions to end. Idempotent. */
export async function wakeCallers(
  { db, enqueue }: { db: Database; enqueue: (ids: readonly string[]) => Promise<void> },
  ids: readonly string[],
): Promise<void> {
  const rows = await db.sql.query(WOKEN, [`{${ids.join(',')}}`]);
  if (rows.length > 0) await enqueue(rows.map((row) => String(row.execution_id)));
}
