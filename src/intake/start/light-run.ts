import type { PlanNode } from '../../engine/plan.ts';
import { isLightNode } from '../../nodes/light-nodes.ts';
import { jsonLength } from '../../shared/json/json-length.ts';
import type { StartRequest } from './start-request.ts';

/** How many nodes a light workflow may have. */
const MAX_NODES = 40;

/** How much JSON its input may be, in UTF-16 units. */
const MAX_INPUT = 64_000;

/** How many steps of work a node of a light run may take: some milliseconds. */
export const LIGHT_NODE_STEPS = 100_000;

/** How long the result of user code may be, in bytes. */
export const LIGHT_ANSWER = 256_000;

function isLightIn({ node, disabled }: PlanNode): boolean {
  return disabled || isLightNode(node.type);
}

/**
 * Whether an execution takes only a few milliseconds, whatever its data: it has no effects, few nodes of cheap types, and little
 * input. The process that serves the API may run it itself, and need not pass it to the one for executions.
 */
export function isLight({ workflow, execution }: StartRequest): boolean {
  if (execution.hasEffects || execution.runOptions !== null || workflow.plan.nodes.length > MAX_NODES) return false;
  if (!workflow.plan.nodes.every(isLightIn)) return false;
  return jsonLength(execution.inputData) + jsonLength(execution.triggerData) <= MAX_INPUT;
}
