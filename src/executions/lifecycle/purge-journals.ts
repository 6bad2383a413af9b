import type { Database } from '../../db/client.ts';
import { createdAtOf } from '../model/created-at.ts';

/**
 * Waits an hour, for a slow runner may still write to the object. A row that only moved to another partition left no
 * orphan.
 */
const TO_PURGE = `(SELECT id FROM executions
  WHERE promoted_at IS NOT NULL AND journal_purged_at IS NULL AND status IN ('completed', 'failed', 'cancelled')
    AND completed_at < now() - interval '1 hour'
  ORDER BY created_at LIMIT $1::int)
UNION ALL
(SELECT execution_id FROM orphaned_journals o WHERE orphaned_at < now() - interval '1 hour'
  AND NOT EXISTS (SELECT 1 FROM executions e WHERE e.id = o.execution_id)
  ORDER BY orphaned_at LIMIT $1::int)`;

const MARK = `WITH purged AS (SELECT * FROM json_to_recordset($1::json) AS m(id uuid, created_at timestamptz)),
forgotten AS (DELETE FROM orphaned_journals o USING purged WHERE o.execution_id = purged.id)
UPDATE executions e SET journal_purged_at = now() FROM purged WHERE e.id = purged.id AND e.created_at = purged.created_at`;

/** Ids of executions that ended, or were deleted, over an hour ago and whose objects still hold their journals. */
export async function journalsToPurge(db: Database, limit: number): Promise<readonly string[]> {
  const rows = await db.sql.query(TO_PURGE, [limit]);
  return rows.map((row) => String(row.id));
}

/** Notes that the objects of these executions are empty. */
export async function markPurged(db: Database, ids: readonly string[]): Promise<void> {
  const keys = ids.map((id) => ({ id, created_at: createdAtOf(id).toISOString() }));
  await db.sql.query(MARK, [JSON.stringify(keys)]);
}
