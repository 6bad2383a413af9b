import { z } from 'zod';
import type { SystemDatabase } from '../db/client.ts';
import type { Clock } from '../shared/clock.ts';

/** How the platform gets on, as of `readAt` (ms since the epoch). Ages in seconds; `null`: there is none. */
export type Figures = {
  readonly readAt: number;
  /** How long the oldest execution that never ran has been due. Of more than 1,000 in the queue it is the oldest of those sent first. */
  readonly queueAge: number | null;
  /** By how much the schedule that is due the longest is late. */
  readonly scheduleLag: number | null;
  /** The same for polls. */
  readonly pollLag: number | null;
  /** Since the last tick that came to its end. */
  readonly tickAge: number | null;
  /** Executions that have not ended, by their status. */
  readonly open: { readonly queued: number; readonly running: number; readonly waiting: number };
  /** The platform's mails that are due. */
  readonly mailsDue: number;
};

/** How long figures are good for, in milliseconds: whoever asks often costs no more. */
const GOOD_FOR = 5000;

/** All by indexes of what is open or due; none of them grows with history. */
const FIGURES = `SELECT
  (SELECT extract(epoch FROM now() - min(due)) FROM (
    SELECT coalesce(start_at, created_at) AS due FROM executions
    WHERE status = 'queued' AND held_at IS NULL AND epoch = 0 ORDER BY enqueued_at LIMIT 1000) first) AS queue_age,
  (SELECT extract(epoch FROM now() - min(next_run_at)) FROM schedules WHERE is_active AND next_run_at < now()) AS schedule_lag,
  (SELECT extract(epoch FROM now() - min(next_poll_at)) FROM polls WHERE next_poll_at < now()) AS poll_lag,
  (SELECT extract(epoch FROM now() - updated_at) FROM maintenance_state WHERE name = 'tick') AS tick_age,
  (SELECT count(*) FROM executions WHERE status = 'queued') AS queued,
  (SELECT count(*) FROM executions WHERE status = 'running') AS running,
  (SELECT count(*) FROM executions WHERE status = 'waiting') AS waiting,
  (SELECT count(*) FROM mail_queue WHERE next_at < now()) AS mails_due`;

const seconds = z.coerce.number().nonnegative().nullable();
const count = z.coerce.number();

const rowSchema = z
  .object({
    queue_age: seconds,
    schedule_lag: seconds,
    poll_lag: seconds,
    tick_age: seconds,
    queued: count,
    running: count,
    waiting: count,
    mails_due: count,
  })
  .transform((row) => ({
    queueAge: row.queue_age,
    scheduleLag: row.schedule_lag,
    pollLag: row.poll_lag,
    tickAge: row.tick_age,
    open: { queued: row.queued, running: row.running, waiting: row.waiting },
    mailsDue: row.mails_due,
  }));

/** What reads the figures, at most every five seconds. Throws what the driver throws, also when it takes longer than `timeoutMs`. */
export function createFigures(
  { db, now }: { readonly db: Pick<SystemDatabase, 'sql'>; readonly now: Clock },
  timeoutMs: number,
): () => Promise<Figures> {
  let last: Figures | null = null;
  return async () => {
    const readAt = now();
    if (last !== null && readAt - last.readAt < GOOD_FOR && readAt >= last.readAt) return last;
    const signal = AbortSignal.timeout(timeoutMs);
    const [row] = await db.sql.query(FIGURES, [], { fetchOptions: { signal } });
    last = { readAt, ...rowSchema.parse(row) };
    return last;
  };
}
