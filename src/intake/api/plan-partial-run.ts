import type { JsonValue } from '../../engine/json.ts';
import { nodesFrom } from '../../engine/plan-reach.ts';
import { hasEnded } from '../../executions/get-execution.ts';
import { executionNotFound, executionStillRunning } from '../../executions/model/executions.errors.ts';
import type { PartialRun } from '../../executions/model/partial-run.ts';
import { partOf } from '../../runner/reuse/prepare-run.ts';
import { type EarlierExecutions, loadReuse } from '../../runner/reuse/reuse-runs.ts';
import type { CompiledWorkflow } from '../../runner/workflow/compiled-workflow.ts';
import { badField } from './bad-field.ts';
import { chooseTrigger } from './choose-trigger.ts';
import type { RunWorkflow } from './run-workflow.schemas.ts';

/** What a request asks to run of a version, and with what. */
export type PlannedRun = {
  readonly workflow: CompiledWorkflow;
  readonly options: PartialRun;
  readonly triggerNodeId: string;
  readonly triggerData: JsonValue;
  readonly inputData: JsonValue;
};

export type PlanRequest = {
  readonly request: RunWorkflow;
  readonly workflow: CompiledWorkflow;
  /** Whether pinned data are used where the request says nothing of them. */
  readonly byHand: boolean;
};

function assertNode(workflow: CompiledWorkflow, field: string, id: string | undefined): void {
  if (id === undefined || workflow.plan.byId.has(id)) return;
  throw badField('executions.unknown_node', field, `The workflow has no node ${id}.`);
}

function optionsOf({ request, workflow, byHand }: PlanRequest): PartialRun {
  const { destination_node_id, start_node_id, reuse_execution_id, use_pinned_data = byHand } = request;
  if ((start_node_id === undefined) !== (reuse_execution_id === undefined)) {
    const message = 'start_node_id and reuse_execution_id go together: from where on, and whose data stand before it.';
    throw badField('executions.start_without_reuse', 'start_node_id', message);
  }
  assertNode(workflow, 'destination_node_id', destination_node_id);
  assertNode(workflow, 'start_node_id', start_node_id);
  const pinned = use_pinned_data && workflow.graph.nodes.some((node) => node.pinned_data !== undefined);
  return {
    ...(destination_node_id === undefined ? {} : { destination_node_id }),
    ...(start_node_id === undefined ? {} : { start_node_id }),
    ...(reuse_execution_id === undefined ? {} : { reuse_execution_id }),
    ...(pinned ? { pinned } : {}),
  };
}

/** What never began or has no data would be performed, and nobody has asked for that. */
function assertReachable({ plan }: CompiledWorkflow, trigger: string, start: string | undefined): void {
  const [from, to] = [plan.byId.get(trigger), plan.byId.get(start ?? trigger)];
  if (from !== undefined && to !== undefined && nodesFrom(plan, from).has(to)) return;
  throw badField('executions.start_unreachable', 'start_node_id', `Nothing leads from ${trigger} to ${start}.`);
}

type Origin = Pick<PlannedRun, 'triggerData' | 'inputData'> & { readonly triggerNodeId: string | null };

/** What the reused execution began with. Throws for one that is not there, not over, or has lost what is needed. */
async function originOf(
  earlier: EarlierExecutions,
  workflow: CompiledWorkflow,
  options: PartialRun,
): Promise<Origin | null> {
  const { reuse_execution_id: executionId } = options;
  if (executionId === undefined) return null;
  const { workspaceId, workflowId } = workflow.identity;
  const found = await earlier.load({ workspaceId, executionId, nodeIds: [] });
  if (found === null) throw executionNotFound();
  const field = 'reuse_execution_id';
  if (found.workflow_id !== workflowId) {
    throw badField('executions.reuse_other_workflow', field, 'The execution is one of another workflow.');
  }
  if (!hasEnded(found)) throw executionStillRunning(found.status);
  const reuse = await loadReuse(earlier, { workflow, options });
  if (reuse.type === 'missing') throw badField('executions.reuse_missing', field, 'The execution has left no data.');
  if (reuse.type === 'cut') {
    const message = `The output of node ${reuse.nodeId} was too large for history.`;
    throw badField('executions.reuse_cut', field, message, reuse.nodeId);
  }
  return { triggerNodeId: found.trigger_node_id, triggerData: found.trigger_data, inputData: found.input_data };
}

/** Makes of a request what is to run, whole or in part. Throws `AppError`: `executions.*`. */
export async function planPartialRun(earlier: EarlierExecutions, asked: PlanRequest): Promise<PlannedRun> {
  const { request } = asked;
  const options = optionsOf(asked);
  const workflow = partOf(asked.workflow, options);
  const origin = await originOf(earlier, workflow, options);
  const wanted = request.trigger_node_id ?? origin?.triggerNodeId ?? undefined;
  const triggerNodeId = chooseTrigger({ whole: asked.workflow, part: workflow, wanted });
  assertReachable(workflow, triggerNodeId, options.start_node_id);
  return {
    ...{ workflow, options, triggerNodeId },
    triggerData: origin?.triggerData ?? {},
    inputData: request.input ?? origin?.inputData ?? {},
  };
}
