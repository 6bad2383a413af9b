import { request } from '../../../lib/api/request.ts';
import type { AcceptedExecution } from '../../../lib/api/schema.gen.ts';

/** What of the workflow is to run, and with which data. */
export type RunRequest = {
  readonly input?: unknown;
  readonly trigger_node_id?: string;
  readonly destination_node_id?: string;
  readonly start_node_id?: string;
  readonly reuse_execution_id?: string;
};

/** Starts an execution of what was saved last; its stream tells all from the first node on. */
export function startRun(path: string, workflowId: string, wanted: RunRequest): Promise<AcceptedExecution> {
  const body = { version: 'latest', watch: true, ...wanted };
  return request(`${path}/workflows/${workflowId}/execute`, { method: 'POST', body });
}

export function stopRun(path: string, executionId: string): Promise<unknown> {
  return request(`${path}/executions/${executionId}/cancel`, { method: 'POST' });
}
