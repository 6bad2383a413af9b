import type { Database } from '../db/client.ts';
import { storableText } from '../shared/text/storable-text.ts';
import { POLL_MINUTE } from './poll-minute.ts';
import type { TakenPoll } from './take-poll.ts';

/**
 * The pause counts from the minute; what the service wants counts from now. `$1` poll, `$2` workspace, `$3` revision, `$4` code, `$5` message, `$6` seconds of the pause,
 * `$7` seconds that the service wants.
 */
const FAIL = `UPDATE polls p SET revision = p.revision + 1, attempts = 0, failures = p.failures + 1, last_polled_at = now(),
  last_error_code = $4, last_error_message = $5, next_poll_at = greatest(
    ${POLL_MINUTE} + $6::int * interval '1 second', now() + $7::int * interval '1 second')
WHERE p.id = $1::uuid AND p.workspace_id = $2::uuid AND p.revision = $3::int`;

/** Why a poll failed. */
export type PollFailure = { readonly code: string; readonly message: string; readonly retryAfterMs?: number };

/** The longest time between two polls of a service that fails, in seconds, unless its trigger asks even less often. */
const LONGEST_BACKOFF = 3600;

/** Powers of two beyond this one are longer than the longest time. */
const MOST_DOUBLINGS = 12;

function longest(everyMinutes: number): number {
  return Math.max(LONGEST_BACKOFF, everyMinutes * 60);
}

/** Seconds until a service is asked again that failed: each time twice as long, up to an hour or its own time. */
export function backoffSeconds({ every_minutes, failures }: Pick<TakenPoll, 'every_minutes' | 'failures'>): number {
  const doubled = every_minutes * 60 * 2 ** Math.min(failures + 1, MOST_DOUBLINGS);
  return Math.min(doubled, longest(every_minutes));
}

/** Seconds for which a service wants not to be asked, as far as that is heeded. */
export function wantedSeconds({ every_minutes }: Pick<TakenPoll, 'every_minutes'>, retryAfterMs = 0): number {
  return Math.min(Math.ceil(retryAfterMs / 1000), longest(every_minutes));
}

/** Notes that a poll failed, and puts the next one off. Nothing is written if somebody else has begun another one since. */
export async function failPoll(db: Database, poll: TakenPoll, failure: PollFailure): Promise<void> {
  const { id, workspace_id, revision } = poll;
  const { code, message, retryAfterMs } = failure;
  const pauses = [backoffSeconds(poll), wantedSeconds(poll, retryAfterMs)];
  await db.sql.query(FAIL, [id, workspace_id, revision, code, storableText(message), ...pauses]);
}
