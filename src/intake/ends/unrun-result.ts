import type { ClaimedExecution, ExecutionEnding } from '../../executions/model/execution-record.ts';
import type { RunnerServices } from '../../runner/run/execution-run.ts';
import type { RunResult } from '../../runner/run-execution.ts';
import { ALL_FOLLOW_UPS } from './follow-up-ends.ts';

/** Why an execution is ended without having run. */
type Unrun = { readonly status: 'failed' | 'cancelled'; readonly code: string; readonly message: string };

/** The result for an execution of which no node has run. Who has to hear of it finds out from its row. */
export function unrunResult(
  claimed: ClaimedExecution,
  services: RunnerServices,
  { status, code, message }: Unrun,
): RunResult {
  const { id, createdAt, epoch, startedAt } = claimed;
  const ending: ExecutionEnding = {
    status,
    startedAt,
    completedAt: services.clock(),
    outputData: null,
    errorCode: code,
    errorMessage: message,
    errorNodeId: null,
    nodesTotal: 0,
    nodesCompleted: 0,
    metadata: null,
    response: null,
  };
  return {
    type: 'finished',
    response: null,
    output: null,
    followUps: ALL_FOLLOW_UPS,
    finished: { id, createdAt, epoch, promoted: epoch > 1, nodes: [], ending },
    report: () => services.reportEnd?.({ ...claimed, trigger: { data: claimed.triggerData }, ending, nodes: [] }),
  };
}
