import type { ClaimedExecution } from '../../executions/model/execution-record.ts';
import type { RunResult } from '../../runner/run-execution.ts';
import { ALL_FOLLOW_UPS } from './follow-up-ends.ts';

/** The result for an execution whose workflow version is missing or cannot be compiled by this deployment. */
export function failedRun(claimed: ClaimedExecution, now: number): RunResult {
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
        status: 'failed',
        startedAt: claimed.startedAt,
        completedAt: now,
        outputData: null,
        errorCode: 'execution.workflow_unusable',
        errorMessage: `Version ${claimed.workflowVersion} of the workflow is missing or cannot be run by this deployment.`,
        errorNodeId: null,
        nodesTotal: 0,
        nodesCompleted: 0,
        metadata: null,
        response: null,
      },
    },
  };
}
