import type { StoredEnd } from '../../executions/calls/execution-calls.ts';
import { NodeError } from '../../nodes/node-error.ts';
import type { CallEnd } from '../../nodes/node-run.ts';

function tooLarge(length: number, maxLength: number): NodeError {
  const message = `What was called came to ${length} characters of JSON, where ${maxLength} may be`;
  return new NodeError('workflow.result_too_large', message);
}

function toCallEnd({ id, workflow_id, status, error_code, error_message, result }: StoredEnd): CallEnd {
  const executionId = id;
  const workflowId = workflow_id ?? 'unknown';
  if (status === 'completed') return { executionId, workflowId, status, items: result ?? [] };
  return {
    executionId,
    workflowId,
    status: status ?? 'failed',
    code: error_code ?? 'execution.not_ended',
    message: error_message ?? 'It has not ended.',
  };
}

/** How the called executions ended, as the caller is told. Throws `NodeError` `workflow.result_too_large`. */
export function toCallEnds(ends: readonly StoredEnd[], maxLength: number): readonly CallEnd[] {
  const length = ends.reduce((sum, end) => sum + end.result_length, 0);
  const completed = ends.every((end) => end.status === 'completed');
  if (completed && length > maxLength) throw tooLarge(length, maxLength);
  return ends.map(toCallEnd);
}
