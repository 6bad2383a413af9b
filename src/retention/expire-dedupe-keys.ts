import type { Database } from '../db/client.ts';

/** Keys that one statement deletes, so that no lock lasts, and statements of one sweep: 100,000 keys a minute. */
const CHUNK = 5000;
const MAX_CHUNKS = 20;

/** By `idx_execution_dedupe_expires`, the oldest first. Locked ones are being taken anew, or deleted by another sweep. */
const EXPIRE = `DELETE FROM execution_dedupe WHERE (workspace_id, dedupe_key) IN (
  SELECT workspace_id, dedupe_key FROM execution_dedupe WHERE expires_at < now()
  ORDER BY expires_at LIMIT $1::int FOR UPDATE SKIP LOCKED
) RETURNING 1`;

/** Deletes dedupe keys that no longer count. */
export async function expireDedupeKeys(db: Database): Promise<void> {
  for (let chunk = 0; chunk < MAX_CHUNKS; chunk += 1) {
    const deleted = await db.sql.query(EXPIRE, [CHUNK]);
    if (deleted.length < CHUNK) return;
  }
}
