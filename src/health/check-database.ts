import type { Database } from '../db/client.ts';

/** Asks Postgres for the smallest answer. Throws what the driver throws, also when none came within `timeoutMs`. */
export async function checkDatabase(db: Pick<Database, 'sql'>, timeoutMs: number): Promise<void> {
  await db.sql.query('SELECT 1', [], { fetchOptions: { signal: AbortSignal.timeout(timeoutMs) } });
}
