import type { Database } from '../../db/client.ts';
import { createdAtOf } from '../model/created-at.ts';
import { isHeldBy } from './find-by-key.ts';

/** An execution that a runner holds: it was claimed under this epoch. */
export type Hold = { readonly id: string; readonly epoch: number };

/** The same with what its row said when it was claimed: how often something had come for it, and somebody begun to watch it. */
export type ClaimedHold = Hold & { readonly resumeCount: number; readonly watchCount: number };

/** What a runner learns when it renews a lease. */
export type Renewal = {
  readonly id: string;
  readonly cancelRequested: boolean;
  readonly resumeCount: number;
  readonly watchCount: number;
};

/** What a statement needs to find the row: with `created_at`, it looks into one partition only. */
export function holdKey({ id, epoch }: Hold): Hold & { readonly created_at: string } {
  return { id, epoch, created_at: createdAtOf(id).toISOString() };
}

function holdsJson(holds: readonly Hold[]): string {
  return JSON.stringify(holds.map(holdKey));
}

const HELD = `FROM json_to_recordset($1::json) AS h(id uuid, created_at timestamptz, epoch integer)
WHERE ${isHeldBy('h')}`;

const RENEW = `UPDATE executions e SET lease_expires_at = now() + $2::int * interval '1 second' ${HELD}
RETURNING e.id, e.cancel_requested_at IS NOT NULL AS cancel_requested, e.resume_count,
  coalesce(e.watch_count, 0) AS watch_count`;

/**
 * An execution that was cancelled or resumed since its runner last looked must not wait: it goes to the queue instead.
 */
const WOKEN = '(e.cancel_requested_at IS NOT NULL OR e.resume_count > $3::int)';
/** `$1`: the hold as JSON, `$2`: until when, `$3`: the resume count that the runner knows. */
const SUSPEND = `UPDATE executions e SET lease_expires_at = NULL, claims = 0, promoted_at = coalesce(e.promoted_at, now()),
  status = CASE WHEN ${WOKEN} THEN 'queued' ELSE 'waiting' END,
  wait_until = CASE WHEN NOT ${WOKEN} THEN $2::timestamptz END,
  enqueued_at = CASE WHEN ${WOKEN} THEN now() ELSE e.enqueued_at END ${HELD}
RETURNING e.status`;

const RELEASE = `UPDATE executions e SET status = 'queued', lease_expires_at = NULL, enqueued_at = now(),
  promoted_at = coalesce(e.promoted_at, now()), claims = greatest(e.claims - 1, 0) ${HELD} RETURNING e.id`;

/** Renews the leases of a runner. An execution that is missing from the answer is no longer the runner's. */
export async function renewLeases(
  db: Database,
  holds: readonly Hold[],
  leaseSeconds: number,
): Promise<readonly Renewal[]> {
  const rows = await db.sql.query(RENEW, [holdsJson(holds), leaseSeconds]);
  return rows.map((row) => ({
    id: String(row.id),
    cancelRequested: row.cancel_requested === true,
    resumeCount: Number(row.resume_count),
    watchCount: Number(row.watch_count),
  }));
}

export type Suspension = {
  /** When the execution goes on, in milliseconds since the epoch; `null`: only when somebody resumes it. */
  readonly until: number | null;
  /** How often it had been resumed when its runner looked last. */
  readonly resumeCount: number;
};

/**
 * Lets an execution wait without a runner. `queued`: it was cancelled or resumed in the meantime, and has to be sent to
 * the queue. `lost`: this runner does not hold it any more.
 */
export async function suspendExecution(
  db: Database,
  hold: Hold,
  { until, resumeCount }: Suspension,
): Promise<'waiting' | 'queued' | 'lost'> {
  const moment = until === null ? null : new Date(until).toISOString();
  const row = (await db.sql.query(SUSPEND, [holdsJson([hold]), moment, resumeCount]))[0];
  if (row === undefined) return 'lost';
  return row.status === 'queued' ? 'queued' : 'waiting';
}

/**
 * Gives an execution back to the queue, for another runner to go on with. False if this runner does not hold it any
 * more.
 */
export async function releaseExecution(db: Database, hold: Hold): Promise<boolean> {
  const rows = await db.sql.query(RELEASE, [holdsJson([hold])]);
  return rows.length === 1;
}
