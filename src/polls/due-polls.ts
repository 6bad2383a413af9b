import { z } from 'zod';
import type { Database } from '../db/client.ts';
import { runsRefused } from '../plans/refusals.ts';
import { POLL_MINUTE } from './poll-minute.ts';

/**
 * Takes what is due. Whoever looks next finds it due no more until `$1` seconds of its minute have passed: time for the message to be taken,
 * after which it is due again. Two ticks at once share the rows between them. Those of a workspace that used up its plan stay due.
 */
const DUE = `WITH due AS (
  SELECT id FROM polls WHERE next_poll_at <= now() AND NOT ${runsRefused('polls.workspace_id')}
  ORDER BY next_poll_at LIMIT $2::int FOR UPDATE SKIP LOCKED
)
UPDATE polls p SET next_poll_at = ${POLL_MINUTE} + $1::int * interval '1 second' FROM due WHERE p.id = due.id
RETURNING p.id, p.revision, p.attempts > 0 AS suspect`;

const dueSchema = z
  .object({ id: z.string(), revision: z.number(), suspect: z.boolean() })
  .transform(({ id, ...poll }) => ({ poll_id: id, ...poll }));

/** A poll that is to be made. `suspect`: the last one did not come to an end, so this one is made alone. */
export type DuePoll = z.infer<typeof dueSchema>;

/** How long a message of a poll may be under way before the poll is due again, in seconds from its minute. */
export const MESSAGE_SECONDS = 120;

/** The polls that are due, the longest first, `limit` at most. */
export async function duePolls(db: Database, limit: number): Promise<readonly DuePoll[]> {
  const rows = await db.sql.query(DUE, [MESSAGE_SECONDS, limit]);
  return rows.map((row) => dueSchema.parse(row));
}
