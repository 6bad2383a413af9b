import type { Actor } from '../security/permissions.ts';
import type { ExecutionDeps } from './execution-deps.ts';
import type { NewExecution } from './model/execution-record.ts';
import type { Execution } from './model/executions.schemas.ts';
import { newExecution } from './model/new-execution.ts';

/** How another run of an execution differs from it: its version, and what that has and does. */
type Again = Pick<NewExecution, 'workflowVersion' | 'hasEffects' | 'nodesTotal'> &
  Partial<Pick<NewExecution, 'triggerType' | 'retryCount' | 'runOptions' | 'dedupeKey'>>;

/** A new execution with what another one began with, which it names as its parent. */
export function runAgain(
  { ids, now }: Pick<ExecutionDeps, 'ids' | 'now'>,
  { userId }: Actor,
  { execution, ...again }: Again & { readonly execution: Execution },
): NewExecution {
  const createdAt = now();
  return newExecution({
    id: ids(createdAt),
    createdAt,
    workflowId: execution.workflow_id,
    workspaceId: execution.workspace_id,
    triggeredBy: userId,
    triggerType: execution.trigger_type,
    triggerNodeId: execution.trigger_node_id ?? '',
    triggerData: execution.trigger_data,
    inputData: execution.input_data,
    parentExecutionId: execution.id,
    ...again,
  });
}
