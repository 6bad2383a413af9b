import { z } from 'zod';
import type { Database } from '../../db/client.ts';

/**
 * Executions that never ran, and whose start comes within `$1` seconds or is overdue, the first `$2` of them. They are told
 * again by the next sweep if nobody took them: a message may get lost.
 */
const COMING = `SELECT id, greatest(0, ceil(extract(epoch FROM wait_until - now())))::int AS delay FROM executions
WHERE status = 'waiting' AND epoch = 0 AND start_at IS NOT NULL AND wait_until <= now() + $1::int * interval '1 second'
ORDER BY wait_until LIMIT $2::int`;

const comingSchema = z
  .object({ id: z.string(), delay: z.number() })
  .transform(({ id, delay }) => ({ id, delaySeconds: delay }));

/** The executions that are to start soon, and in how many seconds by the clock of the database; 0: now. */
export async function comingStarts(
  db: Database,
  { withinSeconds, limit }: { withinSeconds: number; limit: number },
): Promise<readonly { readonly id: string; readonly delaySeconds: number }[]> {
  const rows = await db.sql.query(COMING, [withinSeconds, limit]);
  return rows.map((row) => comingSchema.parse(row));
}
