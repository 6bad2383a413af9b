import { arrayOf } from '../../db/array-of.ts';
import type { Database } from '../../db/client.ts';

/** What one sweep did. */
export type Swept = {
  /** Executions to be sent to the queue. `suspect`: a runner was lost with it, so it is run alone. */
  readonly requeued: readonly { readonly id: string; readonly workflowId: string; readonly suspect: boolean }[];
  /** Executions that the sweep failed. */
  readonly givenUp: readonly string[];
  /**
   * Those of them that have an object: it has to be told, for the runner may be slow and not lost, and must begin no
   * effect.
   */
  readonly givenUpWithObject: readonly string[];
};

/**
 * The sweep in one statement. Puts back into the queue what was queued more than `$1` seconds ago, what a lost runner
 * left behind, and what should have been woken; fails what has been claimed `$2` times. At most `$3` a sweep, the
 * oldest first.
 */
const SWEEP = `WITH due AS (
  SELECT id, created_at, status, claims FROM executions
  WHERE (status = 'queued' AND held_at IS NULL AND enqueued_at < now() - $1::int * interval '1 second')
    OR (status = 'running' AND lease_expires_at < now())
    OR (status = 'waiting' AND wait_until < now() - $1::int * interval '1 second')
  ORDER BY created_at LIMIT $3::int FOR UPDATE SKIP LOCKED
), swept AS (
  UPDATE executions e SET
    status = CASE WHEN due.claims >= $2::int THEN 'failed' ELSE 'queued' END,
    lease_expires_at = NULL, enqueued_at = now(),
    error_code = CASE WHEN due.claims >= $2::int THEN 'execution.runner_lost' END,
    error_message = CASE WHEN due.claims >= $2::int
      THEN 'The execution was given up: ' || due.claims || ' runners were lost while running it.' END,
    completed_at = CASE WHEN due.claims >= $2::int THEN now() END,
    journal = CASE WHEN due.claims < $2::int THEN e.journal END
  FROM due WHERE e.id = due.id AND e.created_at = due.created_at
  RETURNING e.id, e.workflow_id, e.status, e.promoted_at, due.claims
)
SELECT id, workflow_id, status = 'queued' AS requeued, promoted_at IS NOT NULL AS promoted, claims > 0 AS suspect FROM swept`;

export type SweepOptions = { readonly staleSeconds: number; readonly maxClaims: number; readonly limit: number };

/** Finds the executions that nobody is at work on, and requeues or fails them. */
export async function sweepExecutions(db: Database, options: SweepOptions): Promise<Swept> {
  const rows = await db.sql.query(SWEEP, [options.staleSeconds, options.maxClaims, options.limit]);
  const requeued = rows.filter((row) => row.requeued === true);
  const givenUp = rows.filter((row) => row.requeued !== true);
  return {
    requeued: requeued.map((row) => ({
      id: String(row.id),
      workflowId: String(row.workflow_id),
      suspect: row.suspect === true,
    })),
    givenUp: givenUp.map((row) => String(row.id)),
    givenUpWithObject: givenUp.filter((row) => row.promoted === true).map((row) => String(row.id)),
  };
}

const FAIL_UNDELIVERED = `UPDATE executions SET status = 'failed', error_code = 'execution.undeliverable', lease_expires_at = NULL,
  error_message = 'The execution was given up: its queue message could not be handled after repeated deliveries.',
  completed_at = now(), journal = NULL
WHERE id = ANY($1::uuid[]) AND created_at BETWEEN $2::timestamptz AND $3::timestamptz
  AND (claims > 0 OR (epoch = 0 AND coalesce(start_at, created_at) < now() - interval '1 hour'))
  AND ((status IN ('queued', 'waiting') AND held_at IS NULL) OR (status = 'running' AND lease_expires_at < now()))
RETURNING id`;

/**
 * Fails executions whose messages went to the dead letter queue, unless a runner holds them or they have ended. One
 * that was never claimed is left to the sweep during its first hour, counted from its start: its messages failed because Postgres was away, and
 * it has ended no runner.
 */
export async function failUndelivered(
  db: Database,
  { ids, first, last }: { ids: readonly string[]; first: number; last: number },
): Promise<readonly string[]> {
  const rows = await db.sql.query(FAIL_UNDELIVERED, [
    arrayOf(ids),
    new Date(first).toISOString(),
    new Date(last).toISOString(),
  ]);
  return rows.map((row) => String(row.id));
}
