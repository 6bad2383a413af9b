import type { JsonValue } from '../../engine/json.ts';
import { nodesFrom } from '../../engine/plan-reach.ts';
import { hasEnded } from '../../executions/get-execution.ts';
import { isRedacted } from '../../executions/history/redacted-json.ts';
import { dataNotKept, executionNotFound, executionStillRunning } from '../../executions/model/executions.errors.ts';
import type { PartialRun } from '../../executions/model/partial-run.ts';
import { partOf } from '../../runner/reuse/prepare-run.ts';
import { type EarlierExecutions, loadReuse } from '../../runner/reuse/reuse-runs.ts';
import type { CompiledWorkflow } from '../../runner/workflow/compiled-workflow.ts';
import { findInputFaults } from './check-input.ts';
import { chooseTrigger } from './choose-trigger.ts';
import {
  inputInvalid,
  reuseImpossible,
  reuseOfOtherWorkflow,
  startUnreachable,
  startWithoutReuse,
  unknownNode,
} from './run-workflow.errors.ts';
import type { RunWorkflow } from './run-workflow.schemas.ts';

/** What a request comes to: the workflow or the part of it that runs, where it starts, and with which data. */
export type PlannedRun = {
  readonly workflow: CompiledWorkflow;
  readonly options: PartialRun;
  readonly triggerNodeId: string;
  readonly triggerData: JsonValue;
  readonly inputData: JsonValue;
};

type CheckedRun = Pick<PlannedRun, 'options' | 'triggerNodeId' | 'inputData'>;

export type PlanRequest = {
  readonly request: RunWorkflow;
  readonly workflow: CompiledWorkflow;
  /** Whether a person runs it: then pinned data are used unless the request says otherwise. */
  readonly byHand: boolean;
};

function assertNode(workflow: CompiledWorkflow, field: string, id: string | undefined): void {
  if (id === undefined || workflow.plan.byId.has(id)) return;
  throw unknownNode(
    field,
    id,
    workflow.graph.nodes.map((node) => node.id),
  );
}

function optionsOf({ request, workflow, byHand }: PlanRequest): PartialRun {
  const { destination_node_id, start_node_id, reuse_execution_id, use_pinned_data = byHand } = request;
  if ((start_node_id === undefined) !== (reuse_execution_id === undefined)) throw startWithoutReuse();
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

/** A start that the trigger does not lead to would never be performed, and all before it would be. */
function assertReachable({ plan }: CompiledWorkflow, trigger: string, start: string | undefined): void {
  const [from, to] = [plan.byId.get(trigger), plan.byId.get(start ?? trigger)];
  if (from !== undefined && to !== undefined && nodesFrom(plan, from).has(to)) return;
  throw startUnreachable(trigger, start);
}

/** What the reused execution began with. */
type Origin = Pick<PlannedRun, 'triggerData' | 'inputData'> & { readonly triggerNodeId: string | null };

/** Throws if the execution to reuse does not exist, has not ended, or no longer has the data. */
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
  if (found.workflow_id !== workflowId) throw reuseOfOtherWorkflow();
  if (!hasEnded(found)) throw executionStillRunning(found.status);
  const reuse = await loadReuse(earlier, { workflow, options });
  if (reuse.type !== 'given') throw reuseImpossible(reuse);
  if (isRedacted(found.trigger_data)) throw dataNotKept(found.trigger_node_id ?? '');
  return { triggerNodeId: found.trigger_node_id, triggerData: found.trigger_data, inputData: found.input_data };
}

/** Data that a trigger has pinned stand for what it would make of the input, and those of an earlier execution were checked then. */
function assertInput(workflow: CompiledWorkflow, { options, triggerNodeId, inputData }: CheckedRun): void {
  const trigger = workflow.plan.nodes[workflow.plan.byId.get(triggerNodeId) ?? -1]?.node;
  if (trigger === undefined || (options.pinned === true && trigger.pinned_data !== undefined)) return;
  const faults = findInputFaults(trigger, inputData);
  if (faults.length > 0) throw inputInvalid(faults);
}

/** Works out what a request runs: the whole version or a part of it. Throws `AppError`: `executions.*`. */
export async function planPartialRun(earlier: EarlierExecutions, asked: PlanRequest): Promise<PlannedRun> {
  const { request } = asked;
  const options = optionsOf(asked);
  const workflow = partOf(asked.workflow, options);
  const origin = await originOf(earlier, workflow, options);
  const wanted = request.trigger_node_id ?? origin?.triggerNodeId ?? undefined;
  const triggerNodeId = chooseTrigger({ whole: asked.workflow, part: workflow, wanted });
  assertReachable(workflow, triggerNodeId, options.start_node_id);
  const inputData = request.input ?? origin?.inputData ?? {};
  if (request.input !== undefined || origin === null) assertInput(workflow, { options, triggerNodeId, inputData });
  return { workflow, options, triggerNodeId, triggerData: origin?.triggerData ?? {}, inputData };
}
