import { type AuditEntry, auditEntry } from '../audit/audited-change.ts';
import type { Actor } from '../security/permissions.ts';
import { wakeCallers } from './calls/wake-callers.ts';
import type { ExecutionDeps } from './execution-deps.ts';
import { getExecution, loadExecution } from './get-execution.ts';
import { cancelCalled } from './lifecycle/cancel-called.ts';
import { markCancelled } from './lifecycle/mark-cancelled.ts';
import { executionEnded } from './model/executions.errors.ts';
import type { Execution } from './model/executions.schemas.ts';

function cancelEntry(deps: ExecutionDeps, actor: Actor, id: string): AuditEntry {
  const now = deps.now();
  return auditEntry(actor, {
    id: deps.ids(now),
    now,
    action: 'executions.cancelled',
    target_type: 'execution',
    target_id: id,
  });
}

/**
 * Cancels an execution, and all that it called and waits for: no effect begins in any of them after this returns. A
 * running one stops its nodes within seconds and then shows as `cancelled`. Throws `executions.not_found`,
 * `executions.already_ended`.
 */
export async function cancelExecution(deps: ExecutionDeps, actor: Actor, id: string): Promise<Execution> {
  const { workspaceId } = actor;
  const cancelled = await markCancelled(deps.db, { id, workspaceId, audit: cancelEntry(deps, actor, id) });
  if (cancelled === null) throw executionEnded((await loadExecution(deps, actor, id)).execution.status);
  if (cancelled.promoted) await deps.cancelObject(id);
  if (cancelled.promoted && cancelled.status === 'queued') await deps.enqueue([id]);
  if (cancelled.gated) await deps.leaveGates([id]);
  await cancelCalled(deps, [id]);
  if (cancelled.watched) await deps.tellWatchers(id);
  if (cancelled.called) await wakeCallers(deps, [id]);
  return getExecution(deps, actor, id);
}
