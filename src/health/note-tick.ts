import type { SystemDatabase } from '../db/client.ts';

const NOTE = `INSERT INTO maintenance_state (name, value, updated_at) VALUES ('tick', 'null', now())
ON CONFLICT (name) DO UPDATE SET updated_at = now()`;

/** Notes that a tick has come to its end, for whoever watches whether they still come. */
export async function noteTick(db: Pick<SystemDatabase, 'sql'>): Promise<void> {
  await db.sql.query(NOTE);
}
