import { z } from 'zod';
import type { Database } from '../../db/client.ts';
import { storedMoment } from '../../db/stored-moment.ts';
import type { JsonObject } from '../../engine/json.ts';

const LIST = `SELECT node_id, run_index, kind, details, created_at, expires_at FROM execution_waits
WHERE execution_id = $1::uuid AND kind IN ('webhook', 'approval', 'form') AND resumed_at IS NULL AND closed_at IS NULL
  AND (expires_at IS NULL OR expires_at > now())
ORDER BY created_at, node_id LIMIT $2::int`;

const rowSchema = z.object({
  node_id: z.string(),
  run_index: z.number(),
  kind: z.enum(['webhook', 'approval', 'form']),
  details: z.custom<JsonObject>(),
  created_at: storedMoment,
  expires_at: storedMoment.nullable(),
});

/** An open wait as its row has it. */
export type OpenWaitRow = z.infer<typeof rowSchema>;

/** The waits of an execution that somebody can still resume, the oldest first. */
export async function openWaits(db: Database, executionId: string, limit: number): Promise<readonly OpenWaitRow[]> {
  const rows = await db.sql.query(LIST, [executionId, limit]);
  return rows.map((row) => rowSchema.parse(row));
}
