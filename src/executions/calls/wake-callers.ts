import { z } from 'zod';
import { arrayOf } from '../../db/array-of.ts';
import type { Database } from '../../db/client.ts';

/** Callers that were waiting for these executions to end, and those for which all is there that they wait for while they run. */
const WOKEN = `SELECT DISTINCT c.execution_id, e.status FROM execution_calls c
JOIN executions e ON e.id = c.execution_id AND e.created_at = c.execution_created_at
WHERE c.called_execution_id = ANY($1::uuid[]) AND c.awaited AND (e.status = 'queued' OR e.status = 'running' AND EXISTS (
  SELECT 1 FROM execution_waits w WHERE w.execution_id = c.execution_id AND w.node_id = c.node_id
    AND w.run_index = c.run_index AND w.attempt = c.attempt AND w.resumed_at IS NOT NULL AND w.closed_at IS NULL))`;

const rowSchema = z.object({ execution_id: z.string(), status: z.enum(['queued', 'running']) });

export type WakeDeps = {
  readonly db: Database;
  readonly enqueue: (ids: readonly string[]) => Promise<void>;
  /** Lets the runner of a busy execution know that something came for it. */
  readonly wakeObject: (id: string) => Promise<void>;
};

/** Sends the callers to the queue that were waiting for these executions to end, or tells their runners. Idempotent. */
export async function wakeCallers({ db, enqueue, wakeObject }: WakeDeps, ids: readonly string[]): Promise<void> {
  const rows = (await db.sql.query(WOKEN, [arrayOf(ids)])).map((row) => rowSchema.parse(row));
  const idsOf = (wanted: 'queued' | 'running'): readonly string[] =>
    rows.filter(({ status }) => status === wanted).map(({ execution_id }) => execution_id);
  const queued = idsOf('queued');
  if (queued.length > 0) await enqueue(queued);
  await Promise.all(idsOf('running').map(wakeObject));
}
