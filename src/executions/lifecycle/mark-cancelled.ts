import { AUDITED, type AuditEntry } from '../../audit/audited-change.ts';
import type { Database } from '../../db/client.ts';
import { createdAtOf } from '../model/created-at.ts';

/**
 * How a row `e` of `executions` is cancelled. An execution without an object has had no effect and is cancelled at once: the
 * flush of its runner will be refused. One with an object is marked; if it was waiting, it goes to the queue, so that a
 * runner writes its history.
 */
export const CANCELLED = `cancel_requested_at = coalesce(e.cancel_requested_at, now()),
    status = CASE WHEN e.promoted_at IS NULL THEN 'cancelled' WHEN e.status = 'waiting' THEN 'queued' ELSE e.status END,
    completed_at = CASE WHEN e.promoted_at IS NULL THEN now() ELSE e.completed_at END,
    lease_expires_at = CASE WHEN e.promoted_at IS NULL THEN NULL ELSE e.lease_expires_at END,
    enqueued_at = CASE WHEN e.status = 'waiting' THEN now() ELSE e.enqueued_at END,
    held_at = NULL`;

/** `$1`: the audit entry as JSON, `$2` id, `$3` created_at, `$4` workspace. */
const CANCEL = `WITH changed AS (
  UPDATE executions e SET ${CANCELLED}
  WHERE e.id = $2::uuid AND e.created_at = $3::timestamptz AND e.workspace_id = $4::uuid
    AND e.status IN ('queued', 'running', 'waiting')
  RETURNING e.status, e.promoted_at IS NOT NULL AS promoted, e.depth > 0 AS called,
    e.flow_key IS NOT NULL OR e.in_shared_gate IS TRUE AS gated, e.watch_count IS NOT NULL AS watched
), ${AUDITED}
SELECT status, promoted, called, gated, watched FROM changed`;

/**
 * `promoted`: it has an object. `called`: another execution called it, and may wait for it. `gated`: a gate counts it. `watched`:
 * somebody may watch it.
 */
export type CancelledExecution = {
  readonly status: string;
  readonly promoted: boolean;
  readonly called: boolean;
  readonly gated: boolean;
  readonly watched: boolean;
};

/** Cancels an execution that has not ended, and writes the audit entry; `null`, and nothing is written, for any other. */
export async function markCancelled(
  db: Database,
  { id, workspaceId, audit }: { id: string; workspaceId: string; audit: AuditEntry },
): Promise<CancelledExecution | null> {
  const created = createdAtOf(id).toISOString();
  const [row] = await db.sql.query(CANCEL, [JSON.stringify({ audit }), id, created, workspaceId]);
  if (row === undefined) return null;
  const { status, promoted, called, gated, watched } = row;
  return {
    status: String(status),
    promoted: promoted === true,
    called: called === true,
    gated: gated === true,
    watched: watched === true,
  };
}
