import type { Database } from '../db/client.ts';
import { timeOfId } from '../shared/ids.ts';

const TO_PURGE = `SELECT id FROM executions
WHERE promoted_at IS NOT NULL AND journal_purged_at IS NULL AND status IN ('completed', 'failed', 'cancelled')
  AND completed_at < now() - interval '1 hour'
ORDER BY created_at LIMIT $1::int`;

const MARK = `UPDATE executions e SET journal_purged_at = now()
FROM json_to_recordset($1::json) AS m(id uuid, created_at timestamptz)
WHERE e.id = m.id AND e.created_at = m.created_at`;

/** Ids of executions that ended over an hour ago and whose objects still hold their journals, the oldest first. */
export async function journalsToPurge(db: Database, limit: number): Promise<readonly string[]> {
  const rows = await db.sql.query(TO_PURGE, [limit]);
  return rows.map((row) => String(row.id));
}

/** Notes that the objects of these executions are empty. */
export async function markPurged(db: Database, ids: readonly string[]): Promise<void> {
  const keys = ids.map((id) => ({ id, created_at: new Date(timeOfId(id) ?? 0).toISOString() }));
  await db.sql.query(MARK, [JSON.stringify(keys)]);
}
