import { AUDITED, auditEntry } from '../audit/audited-change.ts';
import type { Actor } from '../security/permissions.ts';
import { wakeCallers } from './calls/wake-callers.ts';
import type { ExecutionDeps } from './execution-deps.ts';
import { getExecution, loadExecution } from './get-execution.ts';
import { cancelCalled } from './lifecycle/cancel-called.ts';
import { CANCELLED } from './lifecycle/cancelled-columns.ts';
import { createdAtOf } from './model/created-at.ts';
import { executionEnded } from './model/executions.errors.ts';
import type { Execution } from './model/executions.schemas.ts';

const CANCEL = `WITH changed AS (
  UPDATE executions e SET ${CANCELLED}
  WHERE e.id = $2::uuid AND e.created_at = $3::timestamptz AND e.workspace_id = $4::uuid
    AND e.status IN ('queued', 'running', 'waiting')
  RETURNING e.status, e.promoted_at IS NOT NULL AS promoted, e.depth > 0 AS called
), ${AUDITED}
SELECT status, promoted, called FROM changed`;

/** `called`: by another execution, which may wait for it. */
type Marked = { readonly status: string; readonly promoted: boolean; readonly called: boolean };

async function markCancelled(deps: ExecutionDeps, actor: Actor, id: string): Promise<Marked | null> {
  const now = deps.now();
  const audit = auditEntry(actor, {
    id: deps.ids(now),
    now,
    action: 'execution.cancelled',
    target_type: 'execution',
    target_id: id,
  });
  const createdAt = createdAtOf(id).toISOString();
  const rows = await deps.db.sql.query(CANCEL, [JSON.stringify({ audit }), id, createdAt, actor.workspaceId]);
  const row = rows[0];
  if (row === undefined) return null;
  return { status: String(row.status), promoted: row.promoted === true, called: row.called === true };
}

/**
 * Cancels an execution, and all that it called and waits for: no effect begins in any of them after this returns. A running one
 * stops its nodes within seconds and then shows as `cancelled`. Throws `executions.not_found`, `executions.already_ended`.
 */
export async function cancelExecution(deps: ExecutionDeps, actor: Actor, id: string): Promise<Execution> {
  const marked = await markCancelled(deps, actor, id);
  if (marked === null) throw executionEnded((await loadExecution(deps, actor, id)).execution.status);
  if (marked.promoted) await deps.cancelObject(id);
  if (marked.promoted && marked.status === 'queued') await deps.enqueue([id]);
  await cancelCalled(deps, [id]);
  if (marked.called) await wakeCallers(deps, [id]);
  return getExecution(deps, actor, id);
}
