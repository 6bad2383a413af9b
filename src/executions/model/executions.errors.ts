import { AppError } from '../../shared/errors.ts';
import type { ReuseObstacle } from './partial-run.ts';

export function executionNotFound(): AppError {
  return new AppError('executions.not_found', 404, 'There is no such execution in this workspace.');
}

export function nodeRunNotFound(): AppError {
  return new AppError('executions.node_run_not_found', 404, 'The node has no such run in this execution.');
}

export function executionEnded(status: string): AppError {
  return new AppError('executions.already_ended', 409, `The execution has ended already: it is ${status}.`);
}

export function executionStillRunning(status: string): AppError {
  return new AppError(
    'executions.not_ended',
    409,
    `The execution is ${status}; only one that has ended can be retried.`,
  );
}

export function retryImpossible(): AppError {
  return new AppError(
    'executions.workflow_unavailable',
    409,
    'The workflow is archived, or has no such version; the execution cannot be retried.',
  );
}

export function nothingFailed(): AppError {
  return new AppError('executions.not_failed', 409, 'The execution has completed: there is nothing to go on from.');
}

/** The workflow was told not to keep the data of this node: `keep_data`. */
export function dataNotKept(nodeId: string): AppError {
  const code = 'executions.data_not_kept';
  const message = `The workflow keeps no data of node ${nodeId} (keep_data), so what it brought forth cannot be used again.`;
  return new AppError(code, 409, message, { faults: [{ code, message, node_id: nodeId }] });
}

export function historyIncomplete(obstacle: ReuseObstacle): AppError {
  const code = 'executions.history_incomplete';
  if (obstacle.type === 'missing') {
    return new AppError(code, 409, 'There are no data (any more) of the execution that was to be reused.');
  }
  if (obstacle.type === 'redacted') return dataNotKept(obstacle.nodeId);
  const message = `The output of node ${obstacle.nodeId} was too large for history, so it cannot be reused.`;
  return new AppError(code, 409, message, { faults: [{ code, message, node_id: obstacle.nodeId }] });
}
