import type { Plan, PlanNode } from '../../engine/plan.ts';
import { elementAt } from '../../engine/structure/element.ts';
import { jsonLength } from '../../shared/json/json-length.ts';
import type { StartRequest } from './start-request.ts';

/** How much JSON goes into a row together with its first journal entries, which repeat it, in UTF-16 units. */
const MAX_DATA = 16_000;

function successorsOf(plan: Plan, { outgoing }: PlanNode): readonly PlanNode[] {
  return outgoing.map((index) => elementAt(plan.nodes, elementAt(plan.connections, index).target));
}

/**
 * Whether nothing but the trigger runs before the first effect, and its data are short. Then no time lies between accepting the
 * execution and the intent of the effect, and one statement does for both.
 */
export function beginsWithEffect({ execution, workflow: { plan } }: StartRequest): boolean {
  const trigger = plan.nodes[plan.byId.get(execution.triggerNodeId) ?? -1];
  if (trigger === undefined || trigger.disabled || execution.runOptions !== null) return false;
  const next = successorsOf(plan, trigger);
  if (next.length === 0 || !next.every(({ effect }) => effect === 'write')) return false;
  return jsonLength(execution.inputData) + jsonLength(execution.triggerData) <= MAX_DATA;
}
