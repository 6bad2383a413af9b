import { z } from 'zod';
import type { Actor } from '../security/permissions.ts';
import type { ExecutionDeps } from './execution-deps.ts';
import { hasEnded, loadExecution } from './get-execution.ts';
import { insertExecution, workflowGuard } from './lifecycle/insert-execution.ts';
import type { NewExecution } from './model/execution-record.ts';
import { executionStillRunning, historyIncomplete, nothingFailed, retryImpossible } from './model/executions.errors.ts';
import type { Execution, RetryExecution } from './model/executions.schemas.ts';
import { newExecution } from './model/new-execution.ts';
import { type PartialRun, storedPartialRun } from './model/partial-run.ts';

const PUBLISHED = 'SELECT published_version FROM workflows WHERE id = $1::uuid AND workspace_id = $2::uuid';

async function versionToRun(deps: ExecutionDeps, execution: Execution, choice: RetryExecution): Promise<number> {
  if (choice.version === 'original') return execution.workflow_version;
  const rows = await deps.db.sql.query(PUBLISHED, [execution.workflow_id, execution.workspace_id]);
  const published = z.object({ published_version: z.number() }).safeParse(rows[0]);
  if (!published.success) throw retryImpossible();
  return published.data.published_version;
}

/** A part stays that part. What a retry reused stands in its own history, too, so the next one goes on from that. */
function optionsOf({ id, status, run_options }: Execution, from: RetryExecution['from']): PartialRun {
  const before = run_options ?? {};
  if (from === 'start' && before.from === undefined) return before;
  const { start_node_id, reuse_execution_id, from: again, ...options } = before;
  if (from === 'start') return options;
  if (status === 'completed') throw nothingFailed();
  return { ...options, reuse_execution_id: id, from };
}

type Again = { readonly execution: Execution; readonly version: number; readonly from: RetryExecution['from'] };

async function repeatOf(deps: ExecutionDeps, actor: Actor, again: Again): Promise<NewExecution> {
  const { execution, version, from } = again;
  const options = optionsOf(execution, from);
  const described = await deps.describe({ workflowId: execution.workflow_id, version, options });
  if (described === null) throw retryImpossible();
  if (described.obstacle !== null) throw historyIncomplete(described.obstacle);
  const createdAt = deps.now();
  return newExecution({
    id: deps.ids(createdAt),
    createdAt,
    workflowId: execution.workflow_id,
    workspaceId: execution.workspace_id,
    triggeredBy: actor.userId,
    workflowVersion: version,
    triggerType: execution.trigger_type,
    triggerNodeId: execution.trigger_node_id ?? '',
    triggerData: execution.trigger_data,
    inputData: execution.input_data,
    hasEffects: described.hasEffects,
    nodesTotal: described.nodes,
    parentExecutionId: execution.id,
    retryCount: execution.retry_count + 1,
    runOptions: storedPartialRun(options),
  });
}

/**
 * Runs an execution that has ended once more with the same input, from the start or from the node that failed: a new
 * execution that names the old one as its parent. Throws `executions.not_found`, `executions.not_ended`,
 * `executions.workflow_unavailable`, `executions.not_failed`, `executions.history_incomplete`.
 */
export async function retryExecution(
  deps: ExecutionDeps,
  actor: Actor,
  request: RetryExecution & { id: string },
): Promise<Execution> {
  const { execution } = await loadExecution(deps, actor, request.id);
  if (!hasEnded(execution)) throw executionStillRunning(execution.status);
  const version = await versionToRun(deps, execution, request);
  const repeat = await repeatOf(deps, actor, { execution, version, from: request.from });
  const guard = workflowGuard(repeat);
  const inserted = await insertExecution(deps.db, { execution: repeat, entry: { type: 'queued' }, guard });
  if (inserted !== 'inserted') throw retryImpossible();
  await deps.enqueue([repeat.id]);
  return (await loadExecution(deps, actor, repeat.id)).execution;
}
