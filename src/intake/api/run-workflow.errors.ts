import { choicesText } from '../../engine/name-choices.ts';
import { dataNotKept } from '../../executions/model/executions.errors.ts';
import type { ReuseObstacle } from '../../executions/model/partial-run.ts';
import { AppError, type Fault } from '../../shared/errors.ts';

/** The 422 for a field of the body that asks for something impossible; `nodeId`: the node that is the cause. */
function badField(code: string, field: string, message: string, nodeId?: string): AppError {
  const fault: Fault = { code, message, path: [field], ...(nodeId === undefined ? {} : { node_id: nodeId }) };
  return new AppError(code, 422, message, { faults: [fault] });
}

export function versionNotFound(version: number | 'latest'): AppError {
  return badField('workflows.version_not_found', 'version', `The workflow has no version ${version}.`);
}

export function unknownNode(field: string, id: string, ids: readonly string[]): AppError {
  const choices = choicesText(id, { called: 'The ids of its nodes are', names: ids });
  return badField('executions.unknown_node', field, `The workflow has no node ${id}.${choices}`);
}

/** `id`: the trigger that was asked for, if one was named. */
export function unknownTrigger(id: string | undefined, ids: readonly string[]): AppError {
  const missing = id === undefined ? 'The workflow has no enabled trigger.' : `The workflow has no trigger ${id}.`;
  const choices = choicesText(id ?? '', { called: 'The ids of its enabled triggers are', names: ids });
  return badField('executions.unknown_trigger', 'trigger_node_id', missing + choices);
}

export function triggerDisabled(id: string): AppError {
  const message = `The trigger ${id} is disabled: nothing would follow from it.`;
  return badField('executions.trigger_disabled', 'trigger_node_id', message);
}

/** `from`: the trigger that was asked for, if one was named. */
export function destinationUnreachable(from: string | undefined): AppError {
  const message = `The destination cannot be reached from ${from === undefined ? 'any enabled trigger' : from}.`;
  return badField('executions.destination_unreachable', 'destination_node_id', message);
}

export function startUnreachable(triggerId: string, startId: string | undefined): AppError {
  const message = `Nothing leads from ${triggerId} to ${startId}.`;
  return badField('executions.start_unreachable', 'start_node_id', message);
}

export function startWithoutReuse(): AppError {
  const message = 'start_node_id and reuse_execution_id go together: from where on, and whose data stand before it.';
  return badField('executions.start_without_reuse', 'start_node_id', message);
}

export function reuseOfOtherWorkflow(): AppError {
  const message = 'The execution is one of another workflow.';
  return badField('executions.reuse_other_workflow', 'reuse_execution_id', message);
}

export function reuseImpossible(obstacle: ReuseObstacle): AppError {
  if (obstacle.type === 'missing') {
    return badField('executions.reuse_missing', 'reuse_execution_id', 'The execution has left no data.');
  }
  if (obstacle.type === 'redacted') return dataNotKept(obstacle.nodeId);
  const message = `The output of node ${obstacle.nodeId} was too large for history.`;
  return badField('executions.reuse_cut', 'reuse_execution_id', message, obstacle.nodeId);
}

export function reuseDenied(): AppError {
  const message =
    'To reuse the data of an execution, one has to be allowed to read it: this needs executions:read, too.';
  return new AppError('permissions.denied', 403, message);
}

/** The input is not what the trigger declares. */
export function inputInvalid(faults: readonly Fault[]): AppError {
  const message = `The input is not what the trigger declares: ${faults[0]?.message ?? ''}`;
  return new AppError('executions.input_invalid', 422, message, { faults });
}

export function startTooLate(): AppError {
  return badField('executions.start_too_late', 'start_at', 'A start may lie a year ahead, and no further.');
}

export function workflowGone(): AppError {
  return new AppError('workflows.not_found', 404, 'There is no such workflow any more.');
}

export function idempotencyKeyUsed(): AppError {
  const message = 'This Idempotency-Key was used for an execution whose history is gone.';
  return new AppError('executions.key_used', 409, message);
}
