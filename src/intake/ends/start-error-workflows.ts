import type { JsonObject } from '../../engine/json.ts';
import {
  deleteFailureReport,
  type FailureReport,
  findFailureReports,
} from '../../executions/lifecycle/failure-reports.ts';
import { MAX_CALL_DEPTH } from '../../runner/limits.ts';
import { consoleLog } from '../../shared/log.ts';
import type { IntakeDeps } from '../intake-deps.ts';
import { type ErrorWorkflow, loadErrorWorkflow, startByErrorTrigger } from './error-trigger.ts';

/** The input of the error trigger. `lastNodeExecuted` is named as in n8n. */
function errorTriggerInput(report: FailureReport): JsonObject {
  const node = report.error_node_id === null ? null : { id: report.error_node_id, name: report.node_name };
  return {
    execution: {
      id: report.execution_id,
      error: { code: report.error_code, message: report.error_message, node },
      lastNodeExecuted: report.node_name,
      mode: report.trigger_type,
      retry_of: report.parent_execution_id,
    },
    workflow: { id: report.workflow_id, name: report.workflow_name, version: report.workflow_version },
  };
}

/**
 * The error workflow, or in words why it can't be started. An error workflow may call the workflow that failed, which fails
 * again, and so on: the limit on chains of calls ends that, too.
 */
async function errorWorkflowOf(deps: IntakeDeps, report: FailureReport): Promise<ErrorWorkflow | string> {
  if (report.depth + 1 >= MAX_CALL_DEPTH) return 'the chain of executions is too long';
  return loadErrorWorkflow(deps, { id: report.error_workflow_id, version: report.error_workflow_version });
}

async function startErrorWorkflow(deps: IntakeDeps, report: FailureReport): Promise<void> {
  const loaded = await errorWorkflowOf(deps, report);
  if (typeof loaded === 'string') {
    const message = `The error workflow was not told of a failure: ${loaded}.`;
    consoleLog({ level: 'warn', message, execution: report.execution_id, workflow: report.error_workflow_id });
    return;
  }
  await startByErrorTrigger(deps, loaded, {
    triggerData: { execution_id: report.execution_id, workflow_id: report.workflow_id },
    inputData: errorTriggerInput(report),
    dedupeKey: `error:${report.execution_id}`,
    depth: report.depth + 1,
  });
}

/** A report that fails stays for the sweep, and does not stop the other ones. */
async function handleReport(deps: IntakeDeps, report: FailureReport): Promise<void> {
  try {
    await startErrorWorkflow(deps, report);
    await deleteFailureReport(deps.db, report.execution_id);
  } catch (error) {
    const message = 'An error workflow was not told of a failure; the sweep tries again.';
    consoleLog({ level: 'warn', message, execution: report.execution_id, error });
  }
}

/** Starts the error workflow of each failed execution that has one. Idempotent. */
export async function startErrorWorkflows(deps: IntakeDeps, ids: readonly string[]): Promise<void> {
  for (const report of await findFailureReports(deps.db, ids)) await handleReport(deps, report);
}
