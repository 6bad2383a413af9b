import type { JsonObject } from '../../engine/json.ts';
import { insertExecution, workflowGuard } from '../../executions/lifecycle/insert-execution.ts';
import { newExecution } from '../../executions/model/new-execution.ts';
import { errorTrigger } from '../../nodes/triggers/error.ts';
import { type CompiledWorkflow, executionFields, findTrigger } from '../../runner/workflow/compiled-workflow.ts';
import { consoleLog } from '../../shared/log.ts';
import type { IntakeDeps } from '../intake-deps.ts';

/** A workflow that can be told of what went wrong, and its error trigger. */
export type ErrorWorkflow = { readonly workflow: CompiledWorkflow; readonly triggerNodeId: string };

/** The workflow as it is published, or in words why it can't be started. `version`: `null` if it is not active. */
export async function loadErrorWorkflow(
  { workflows }: IntakeDeps,
  { id, version }: { readonly id: string; readonly version: number | null },
): Promise<ErrorWorkflow | string> {
  if (version === null) return 'it is not published';
  try {
    const workflow = await workflows.load(id, version);
    const trigger = workflow === null ? undefined : findTrigger(workflow, errorTrigger.type);
    if (workflow === null || trigger === undefined) return 'it has no error trigger';
    return { workflow, triggerNodeId: trigger.id };
  } catch (error) {
    consoleLog({ level: 'error', message: 'An error workflow cannot be compiled.', workflow: id, error });
    return 'it cannot be compiled';
  }
}

/** What an error trigger is given, and the key by which it is given it once. */
type Telling = {
  readonly triggerData: JsonObject;
  readonly inputData: JsonObject;
  readonly dedupeKey: string;
  readonly depth: number;
};

/** Starts the workflow by its error trigger, unless the key has started it before. */
export async function startByErrorTrigger(
  deps: IntakeDeps,
  { workflow, triggerNodeId }: ErrorWorkflow,
  telling: Telling,
): Promise<void> {
  const createdAt = deps.services.clock();
  const execution = newExecution({
    ...executionFields(workflow),
    ...telling,
    id: deps.services.newId(createdAt),
    createdAt,
    triggerType: 'error',
    triggerNodeId,
  });
  const guard = workflowGuard(execution);
  const inserted = await insertExecution(deps.db, { execution, guard, entry: { type: 'queued' } });
  if (inserted === 'inserted') await deps.outbox.handOver([execution.id], execution.workflowId);
}
