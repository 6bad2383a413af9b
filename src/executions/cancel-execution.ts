import { type AuditEntry, auditEntry } from '../audit/audited-change.ts';
import type { Actor } from '../security/permissions.ts';
import { consoleLog } from '../shared/log.ts';
import { pause } from '../shared/pause.ts';
import { settleAll } from '../shared/settle-all.ts';
import { wakeCallers } from './calls/wake-callers.ts';
import type { ExecutionDeps } from './execution-deps.ts';
import { getRow, loadExecution } from './get-execution.ts';
import { cancelCalled } from './lifecycle/cancel-called.ts';
import { type CancelledExecution, markCancelled } from './lifecycle/mark-cancelled.ts';
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

/** How long (ms) whoever cancels waits for those to be told whom it concerns. */
const TOLD_WITHIN = 800;

const NOT_TOLD = 'Not all were told of a cancellation; its runner, the sweep and the gates find it.';

/** Its object lets nothing begin any more; what it has called until then is cancelled, too. */
async function tellObject(deps: ExecutionDeps, id: string, { status }: CancelledExecution): Promise<void> {
  await deps.cancelObject(id);
  await settleAll([...(status === 'queued' ? [deps.enqueue([id])] : []), cancelCalled(deps, [id])], NOT_TOLD);
}

/** Tells whom a cancellation concerns: the object, the gates, what was called, and who has called. None waits for another. */
async function tell(deps: ExecutionDeps, id: string, cancelled: CancelledExecution): Promise<void> {
  const { promoted, gated, called, watched } = cancelled;
  const parts = [
    cancelCalled(deps, [id]),
    ...(promoted ? [tellObject(deps, id, cancelled)] : []),
    ...(gated ? [deps.leaveGates([id])] : []),
    ...(watched ? [deps.tellWatchers(id)] : []),
    ...(called ? [wakeCallers(deps, [id])] : []),
  ];
  await settleAll(parts, NOT_TOLD);
}

/**
 * The same, but nobody is kept waiting by an object that does not answer. The row is marked by now, and that is enough: a runner
 * sees it when it renews its lease, and the sweep and the gates do the rest.
 */
async function tellSoon(deps: ExecutionDeps, id: string, cancelled: CancelledExecution): Promise<void> {
  const told = tell(deps, id, cancelled).catch((error: unknown) => {
    consoleLog({ level: 'warn', message: NOT_TOLD, execution: id, error });
  });
  deps.hold(told);
  await Promise.race([told, pause(TOLD_WITHIN)]);
}

/**
 * Cancels an execution, and all that it called and waits for: no effect begins in any of them after this returns, unless an
 * object does not answer within a second. A running one stops its nodes within seconds and then shows as `cancelled`. Throws `executions.not_found`,
 * `executions.already_ended`.
 */
export async function cancelExecution(deps: ExecutionDeps, actor: Actor, id: string): Promise<Execution> {
  const { workspaceId } = actor;
  const cancelled = await markCancelled(deps.db, { id, workspaceId, audit: cancelEntry(deps, actor, id) });
  if (cancelled === null) throw executionEnded((await loadExecution(deps, actor, id)).execution.status);
  await tellSoon(deps, id, cancelled);
  return getRow(deps, actor, id);
}
