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

/** The result for an execution whose object has lost what the execution has done: to go on might do again what must not happen twice. */
export function journalLostRun(claimed: ClaimedExecution, services: RunnerServices): RunResult {
  return unrunResult(claimed, services, {
    status: 'failed',
    code: 'execution.journal_lost',
    message:
      'What the execution has done is not known any more: its object has lost the journal. Nothing is done again.',
  });
}
