import type { ClaimedExecution } from '../../executions/model/execution-record.ts';
import type { RunnerServices } from '../../runner/run/execution-run.ts';
import type { RunResult } from '../../runner/run-execution.ts';
import { unrunResult } from './unrun-result.ts';

/** The result for an execution whose workflow version is missing or cannot be compiled by this deployment. */
export function failedRun(claimed: ClaimedExecution, services: RunnerServices): RunResult {
  return unrunResult(claimed, services, {
    status: 'failed',
    code: 'execution.workflow_unusable',
    message: `Version ${claimed.workflowVersion} of the workflow is missing or cannot be run by this deployment.`,
  });
}
