import { AUDITED, auditEntry } from '../audit/audited-change.ts';
import type { Actor } from '../security/permissions.ts';
import { timeOfId } from '../shared/ids.ts';
import type { ExecutionDeps } from './execution-deps.ts';
import { executionEnded } from './executions.errors.ts';
import type { Execution } from './executions.schemas.ts';
import { getExecution, loadExecution } from './get-execution.ts';

/**
 * What has no object has had no effect and is cancelled at once: its runner's flush will be refused. What has one is marked;
 * if nobody runs it, it goes to the queue, so that a runner brings its history home.
 */
const CANCEL = `WITH changed AS (
  UPDATE executions e SET cancel_requested_at = coalesce(e.cancel_requested_at, now()),
    status = CASE WHEN e.promoted_at IS NULL THEN 'cancelled' WHEN e.status = 'waiting' THEN 'queued' ELSE e.status END,
    completed_at = CASE WHEN e.promoted_at IS NULL THEN now() ELSE e.completed_at END,
    lease_expires_at = CASE WHEN e.promoted_at IS NULL THEN NULL ELSE e.lease_expires_at END,
    enqueued_at = CASE WHEN e.status = 'waiting' THEN now() ELSE e.enqueued_at END
  WHERE e.id = $2::uuid AND e.created_at = $3::timestamptz AND e.workspace_id = $4::uuid
    AND e.status IN ('queued', 'running', 'waiting')
  RETURNING e.status, e.promoted_at IS NOT NULL AS promoted
), ${AUDITED}
SELECT status, promoted FROM changed`;

type Marked = { readonly status: string; readonly promoted: boolean };

async function markCancelled(deps: ExecutionDeps, actor: Actor, id: string): Promise<Marked | null> {
  const now = deps.now();
  const audit = auditEntry(actor, {
    id: deps.ids(now),
    now,
    action: 'execution.cancelled',
    target_type: 'execution',
    target_id: id,
  });
  const createdAt = new Date(timeOfId(id) ?? 0).toISOString();
  const rows = await deps.db.sql.query(CANCEL, [JSON.stringify({ audit }), id, createdAt, actor.workspaceId]);
  const row = rows[0];
  return row === undefined ? null : { status: String(row.status), promoted: row.promoted === true };
}

/**
 * Cancels an execution: no effect begins after this returns. A running one stops its nodes within seconds and then shows
 * as `cancelled`. Throws `executions.not_found`, `executions.already_ended`.
 */
export async function cancelExecution(deps: ExecutionDeps, actor: Actor, id: string): Promise<Execution> {
  const marked = await markCancelled(deps, actor, id);
  if (marked === null) throw executionEnded((await loadExecution(deps, actor, id)).execution.status);
  if (marked.promoted) await deps.cancelObject(id);
  if (marked.promoted && marked.status === 'queued') await deps.enqueue([id]);
  return getExecution(deps, actor, id);
}
