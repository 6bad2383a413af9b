import type { SystemDatabase } from '../db/client.ts';

/** Rows that one statement deletes, so that no lock lasts, and statements of one sweep: 100,000 rows a minute. */
const CHUNK = 5000;
const MAX_CHUNKS = 20;

/** The oldest first, by the index of `expires_at`. Locked ones are being taken anew, or deleted by another sweep. */
function deleteExpired(table: string, key: string): string {
  return `DELETE FROM ${table} WHERE (${key}) IN (
  SELECT ${key} FROM ${table} WHERE expires_at < now()
  ORDER BY expires_at LIMIT $1::int FOR UPDATE SKIP LOCKED
) RETURNING 1`;
}

const EXPIRED_DEDUPE_KEYS = deleteExpired('execution_dedupe', 'workspace_id, dedupe_key');
const EXPIRED_ATTEMPTS = deleteExpired('attempts', 'subject_hash');
const EXPIRED_TOKENS = deleteExpired('spent_tokens', 'token_hash');

async function expire(db: SystemDatabase, statement: string): Promise<void> {
  for (let chunk = 0; chunk < MAX_CHUNKS; chunk += 1) {
    const deleted = await db.sql.query(statement, [CHUNK]);
    if (deleted.length < CHUNK) return;
  }
}

/** Deletes dedupe keys that no longer count. */
export function expireDedupeKeys(db: SystemDatabase): Promise<void> {
  return expire(db, EXPIRED_DEDUPE_KEYS);
}

/** Deletes counts of tries whose window is over. */
export function expireAttempts(db: SystemDatabase): Promise<void> {
  return expire(db, EXPIRED_ATTEMPTS);
}

/** Forgets tickets and challenges that were used, and are over by now anyway. */
export function expireSpentTokens(db: SystemDatabase): Promise<void> {
  return expire(db, EXPIRED_TOKENS);
}
