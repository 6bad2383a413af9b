import type { PlanNode } from '../../engine/plan.ts';
import { isLightNode } from '../../nodes/light-nodes.ts';
import { jsonLength } from '../../shared/json-length.ts';
import type { StartRequest } from './start-request.ts';

/** A workflow with more nodes is none that is over in no time. */
const MAX_NODES = 40;

/** How much JSON it may begin with, in UTF-16 units. */
const MAX_INPUT = 64_000;

/** What one node of a light run may do, in steps of its meter: some milliseconds. */
export const LIGHT_NODE_STEPS = 100_000;

/** How long what user code returns may be, in bytes. */
export const LIGHT_ANSWER = 256_000;

function isLightIn({ node, disabled }: PlanNode): boolean {
  return disabled || isLightNode(node.type);
}

/**
 * Whether an execution is over in a few milliseconds whatever its data are, so that the process that serves everybody may run it
 * instead of handing it to the one for executions: it has no effects, few nodes of kinds that are cheap, and little input.
 */
export function isLight({ workflow, execution }: StartRequest): boolean {
  if (execution.hasEffects || execution.runOptions !== null || workflow.plan.nodes.length > MAX_NODES) return false;
  if (!workflow.plan.nodes.every(isLightIn)) return false;
  return jsonLength(execution.inputData) + jsonLength(execution.triggerData) <= MAX_INPUT;
}
