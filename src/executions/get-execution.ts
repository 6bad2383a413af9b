import type { Actor } from '../security/permissions.ts';
import type { ExecutionDeps } from './execution-deps.ts';
import type { StoredExecution } from './executions.repository.ts';
import { keptData } from './history/kept-data.ts';
import { keptValue } from './history/redacted-json.ts';
import { executionNotFound } from './model/executions.errors.ts';
import type { Execution, NodeExecution } from './model/executions.schemas.ts';

const ENDED: ReadonlySet<string> = new Set(['completed', 'failed', 'cancelled']);

export function hasEnded(execution: { readonly status: string }): boolean {
  return ENDED.has(execution.status);
}

/** The execution as stored. Throws `executions.not_found`. */
export async function loadExecution(deps: ExecutionDeps, actor: Actor, id: string): Promise<StoredExecution> {
  const stored = await deps.executions.find(actor.workspaceId, id);
  if (stored === null) throw executionNotFound();
  return stored;
}

/**
 * The node runs of an execution that has not ended, as its journal has them; `null` for one that has ended or has no
 * journal.
 */
export async function liveNodes(
  deps: ExecutionDeps,
  stored: StoredExecution,
): Promise<readonly NodeExecution[] | null> {
  if (!stored.promoted || hasEnded(stored.execution)) return null;
  return deps.watch(stored);
}

/** While it runs its row has what it needs; what history will not keep of that is not shown. */
async function withKeptInput(deps: ExecutionDeps, execution: Execution): Promise<Execution> {
  if (hasEnded(execution)) return execution;
  const graph = await deps.graphOf(execution.workflow_id, execution.workflow_version);
  const keep = graph === null ? 'all' : (keptData(graph)?.outputOf(execution.trigger_node_id ?? '') ?? 'all');
  if (keep === 'all') return execution;
  return {
    ...execution,
    trigger_data: keptValue(execution.trigger_data, keep),
    input_data: keptValue(execution.input_data, keep),
  };
}

/** A stored execution as people see it. Of one that has not ended, the journal tells how many nodes have completed. */
export async function showStored(deps: ExecutionDeps, stored: StoredExecution): Promise<Execution> {
  const live = await liveNodes(deps, stored);
  const shown = await withKeptInput(deps, stored.execution);
  if (live === null) return shown;
  const completed = new Set(live.filter((node) => node.status === 'completed').map((node) => node.node_id));
  return { ...shown, nodes_completed: completed.size };
}

/** The same by its row alone: nobody is kept waiting by an object. Throws `executions.not_found`. */
export async function getRow(deps: ExecutionDeps, actor: Actor, id: string): Promise<Execution> {
  return withKeptInput(deps, (await loadExecution(deps, actor, id)).execution);
}

/** One execution. Throws `executions.not_found`. */
export async function getExecution(deps: ExecutionDeps, actor: Actor, id: string): Promise<Execution> {
  return showStored(deps, await loadExecution(deps, actor, id));
}
