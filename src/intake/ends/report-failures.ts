import type { JsonObject } from '../../engine/json.ts';
import {
  deleteFailureReport,
  type FailureReport,
  findFailureReports,
} from '../../executions/lifecycle/failure-reports.ts';
import { insertExecution } from '../../executions/lifecycle/insert-execution.ts';
import type { NewExecution } from '../../executions/model/execution-record.ts';
import { errorTrigger } from '../../nodes/triggers/error.ts';
import { MAX_CALL_DEPTH } from '../../runner/limits.ts';
import type { CompiledWorkflow } from '../../runner/workflow/compiled-workflow.ts';
import { findTrigger } from '../../runner/workflow/find-trigger.ts';
import { consoleLog } from '../../shared/log.ts';
import type { IntakeDeps } from '../intake-deps.ts';

/** What the error workflow is told. `lastNodeExecuted` is named as users of n8n know it. */
function storyOf(report: FailureReport): JsonObject {
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

type Reporter = { readonly workflow: CompiledWorkflow; readonly triggerNodeId: string };

/**
 * The workflow that is to be told, or why it cannot be. An error workflow that executes the one that failed, whose failure it
 * is told, and so on, ends like any other chain of calls.
 */
async function reporterOf({ workflows }: IntakeDeps, report: FailureReport): Promise<Reporter | string> {
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

function newExecution(deps: IntakeDeps, report: FailureReport, { workflow, triggerNodeId }: Reporter): NewExecution {
  const createdAt = deps.services.clock();
  const { workflowId, workspaceId, version } = workflow.identity;
  return {
    ...{ id: deps.services.newId(createdAt), createdAt, workflowId, workspaceId, workflowVersion: version },
    ...{ triggeredBy: null, triggerType: 'error', triggerNodeId },
    triggerData: { execution_id: report.execution_id, workflow_id: report.workflow_id },
    inputData: storyOf(report),
    ...{ hasEffects: workflow.plan.hasEffects, nodesTotal: workflow.plan.nodes.length },
    ...{ dedupeKey: `error:${report.execution_id}`, parentExecutionId: null, retryCount: 0 },
    ...{ depth: report.depth + 1, runOptions: null },
  };
}

async function startReporter(deps: IntakeDeps, report: FailureReport): Promise<void> {
  const reporter = await reporterOf(deps, report);
  if (typeof reporter === 'string') {
    const message = `The error workflow was not told of a failure: ${reporter}.`;
    consoleLog({ level: 'warn', message, execution: report.execution_id, workflow: report.error_workflow_id });
    return;
  }
  const execution = newExecution(deps, report, reporter);
  const { workflowId, workspaceId } = execution;
  const guard = { type: 'workflow', workflowId, workspaceId } as const;
  const inserted = await insertExecution(deps.db, { execution, guard, entry: { type: 'queued' } });
  if (inserted === 'inserted') await deps.outbox.handOver([execution.id]);
}

/** One report that cannot be made keeps no other from being made: it stays for the sweep. */
async function settleReport(deps: IntakeDeps, report: FailureReport): Promise<void> {
  try {
    await startReporter(deps, report);
    await deleteFailureReport(deps.db, report.execution_id);
  } catch (error) {
    const message = 'An error workflow was not told of a failure; the sweep tries again.';
    consoleLog({ level: 'warn', message, execution: report.execution_id, error });
  }
}

/** Starts the error workflows of those of the executions of whose failure one is to be told: once each, however often it is asked. */
export async function reportFailures(deps: IntakeDeps, ids: readonly string[]): Promise<void> {
  for (const report of await findFailureReports(deps.db, ids)) await settleReport(deps, report);
}
