import type { JsonObject } from '../../engine/json.ts';
import {
  deleteFailureReport,
  type FailureReport,
  findFailureReports,
} from '../../executions/lifecycle/failure-reports.ts';
import { insertExecution, workflowGuard } from '../../executions/lifecycle/insert-execution.ts';
import type { NewExecution } from '../../executions/model/execution-record.ts';
import { newExecution } from '../../executions/model/new-execution.ts';
import { errorTrigger } from '../../nodes/triggers/error.ts';
import { MAX_CALL_DEPTH } from '../../runner/limits.ts';
import { type CompiledWorkflow, executionFields, findTrigger } from '../../runner/workflow/compiled-workflow.ts';
import { consoleLog } from '../../shared/log.ts';
import type { IntakeDeps } from '../intake-deps.ts';

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

/** An error workflow, and its error trigger. */
type ErrorWorkflow = { readonly workflow: CompiledWorkflow; readonly triggerNodeId: string };

/**
 * The error workflow, or in words why it can't be started. An error workflow may call the workflow that failed, which fails
 * again, and so on: the limit on chains of calls ends that, too.
 */
async function loadErrorWorkflow({ workflows }: IntakeDeps, report: FailureReport): Promise<ErrorWorkflow | string> {
  if (report.depth + 1 >= MAX_CALL_DEPTH) return 'the chain of executions is too long';
  if (report.error_workflow_version === null) return 'it is not published';
  try {
    const workflow = await workflows.load(report.error_workflow_id, report.error_workflow_version);
    const trigger = workflow === null ? undefined : findTrigger(workflow, errorTrigger.type);
    if (workflow === null || trigger === undefined) return 'it has no error trigger';
    return { workflow, triggerNodeId: trigger.id };
  } catch (error) {
    consoleLog({
      level: 'error',
      message: 'An error workflow cannot be compiled.',
      execution: report.execution_id,
      error,
    });
    return 'it cannot be compiled';
  }
}

function errorExecution(
  deps: IntakeDeps,
  report: FailureReport,
  { workflow, triggerNodeId }: ErrorWorkflow,
): NewExecution {
  const createdAt = deps.services.clock();
  return newExecution({
    ...executionFields(workflow),
    id: deps.services.newId(createdAt),
    createdAt,
    triggerType: 'error',
    triggerNodeId,
    triggerData: { execution_id: report.execution_id, workflow_id: report.workflow_id },
    inputData: errorTriggerInput(report),
    dedupeKey: `error:${report.execution_id}`,
    depth: report.depth + 1,
  });
}

async function startErrorWorkflow(deps: IntakeDeps, report: FailureReport): Promise<void> {
  const loaded = await loadErrorWorkflow(deps, report);
  if (typeof loaded === 'string') {
    const message = `The error workflow was not told of a failure: ${loaded}.`;
    consoleLog({ level: 'warn', message, execution: report.execution_id, workflow: report.error_workflow_id });
    return;
  }
  const execution = errorExecution(deps, report, loaded);
  const guard = workflowGuard(execution);
  const inserted = await insertExecution(deps.db, { execution, guard, entry: { type: 'queued' } });
  if (inserted === 'inserted') await deps.outbox.handOver([execution.id], execution.workflowId);
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
