import type { ClaimedExecution } from '../../executions/model/execution-record.ts';
import type { RunResult } from '../../runner/run-execution.ts';
import { ALL_FOLLOW_UPS } from './follow-up-ends.ts';

/** Why an execution is ended without having run. */
type Unrun = { readonly status: 'failed' | 'cancelled'; readonly code: string; readonly message: string };

/** The result for an execution of which no node has run. Who has to hear of it finds out from its row. */
export function unrunResult(claimed: ClaimedExecution, now: number, { status, code, message }: Unrun): RunResult {
  return {
    type: 'finished',
    response: null,
    output: null,
    followUps: ALL_FOLLOW_UPS,
    finished: {
      id: claimed.id,
      createdAt: claimed.createdAt,
      epoch: claimed.epoch,
      promoted: claimed.epoch > 1,
      nodes: [],
      ending: {
        status,
        startedAt: claimed.startedAt,
        completedAt: now,
        outputData: null,
        errorCode: code,
        errorMessage: message,
        errorNodeId: null,
        nodesTotal: 0,
        nodesCompleted: 0,
        metadata: null,
        response: null,
      },
    },
  };
}
