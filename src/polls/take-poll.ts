import { z } from 'zod';
import type { Database } from '../db/client.ts';
import type { JsonValue } from '../engine/json.ts';
import { POLL_MINUTE } from './poll-minute.ts';

/**
 * Begins a poll: once for each message, however often that comes, for it names the revision. If nothing comes of it, because its
 * process ends, it is due again two minutes after its own, and each time twice as late, up to an hour. That the one before came to nothing is
 * told here, for nobody else was left to tell it. `$1`: poll, `$2`: its revision.
 */
const TAKE = `UPDATE polls p SET revision = p.revision + 1, attempts = p.attempts + 1,
  next_poll_at = ${POLL_MINUTE} + least(3600, 120 * 2 ^ least(p.attempts, 5)) * interval '1 second',
  failures = p.failures + (p.attempts > 0)::int,
  last_error_code = CASE WHEN p.attempts > 0 THEN 'poll.runner_lost' ELSE p.last_error_code END,
  last_error_message = CASE WHEN p.attempts > 0
    THEN 'The process that asked the service ended before it had an answer.' ELSE p.last_error_message END
FROM workflows w
WHERE p.id = $1::uuid AND p.revision = $2::int AND w.id = p.workflow_id AND w.workspace_id = p.workspace_id
  AND w.status = 'active' AND w.published_version IS NOT NULL
RETURNING p.id, p.workspace_id, p.workflow_id, p.node_id, p.every_minutes, p.cursor, p.revision, p.failures,
  w.published_version AS version`;

const takenSchema = z.object({
  id: z.string(),
  workspace_id: z.string(),
  workflow_id: z.string(),
  node_id: z.string(),
  every_minutes: z.number(),
  cursor: z.custom<JsonValue>(),
  revision: z.number(),
  failures: z.number(),
  version: z.number(),
});

/** A poll that this process has begun. `cursor`: `null` for the first one. */
export type TakenPoll = z.infer<typeof takenSchema>;

/** Begins a poll; `null` if another process has it, its trigger is gone, or its workflow is not active. */
export async function takePoll(
  db: Database,
  { poll_id, revision }: { poll_id: string; revision: number },
): Promise<TakenPoll | null> {
  const [row] = await db.sql.query(TAKE, [poll_id, revision]);
  return row === undefined ? null : takenSchema.parse(row);
}
