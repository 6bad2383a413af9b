import type { WorkflowSettings } from '../../engine/workflow.ts';
import type { Callee } from '../../executions/calls/execution-calls.ts';
import type { TypedInputs } from '../../nodes/calls/typed-inputs.ts';
import { NodeError } from '../../nodes/node-error.ts';
import { inputsWanted, workflowTrigger } from '../../nodes/triggers/workflow.ts';
import { quoteText } from '../../shared/text/quote-text.ts';
import { type CompiledWorkflow, findTrigger } from '../workflow/compiled-workflow.ts';
import type { WorkflowSource } from '../workflow/workflow-source.ts';

/** A workflow that another one may call, with the trigger to start at and the inputs that it expects. */
export type CallableWorkflow = {
  readonly workflow: CompiledWorkflow;
  readonly triggerNodeId: string;
  readonly inputs: TypedInputs;
};

/** Whether the settings of a workflow let another one call it. */
function isAllowed(
  { caller_policy: policy = 'any', caller_ids: ids = [] }: WorkflowSettings,
  callerId: string,
): boolean {
  switch (policy) {
    case 'any':
      return true;
    case 'none':
      return false;
    case 'list':
      return ids.includes(callerId);
  }
}

/** Loads the published version of a workflow for a call. A workflow may always call itself. Throws `NodeError` `workflow.*`. */
export async function callableWorkflow(
  workflows: WorkflowSource,
  callerId: string,
  { id, callee }: { id: string; callee: Callee | undefined },
): Promise<CallableWorkflow> {
  if (callee === undefined) {
    throw new NodeError('workflow.not_found', `There is no workflow ${quoteText(id)} in this workspace`);
  }
  const workflow = callee.publishedVersion === null ? null : await workflows.load(id, callee.publishedVersion);
  if (workflow === null) throw new NodeError('workflow.not_published', `Workflow ${id} is not published`);
  const named = `Workflow ${workflow.identity.name} (${id})`;
  const trigger = findTrigger(workflow, workflowTrigger.type);
  if (trigger === undefined) {
    throw new NodeError('workflow.no_trigger', `${named} has no trigger "${workflowTrigger.metadata.name}"`);
  }
  if (callerId !== id && !isAllowed(workflow.graph.settings, callerId)) {
    throw new NodeError('workflow.caller_refused', `${named} does not let this workflow call it`);
  }
  return { workflow, triggerNodeId: trigger.id, inputs: inputsWanted(trigger.config) };
}
