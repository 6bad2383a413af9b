import type { InputRef } from '../../engine/command.ts';
import type { Plan, PlanNode } from '../../engine/plan.ts';

/** A node run and its inputs. `firstRun`: for a loop node, the run with which this pass began; for other nodes, `run`. */
type ReceivingRun = { readonly inputs: readonly InputRef[]; readonly run: number; readonly firstRun: number };

/**
 * The inputs that a node works on: all of them or, with `execute_once`, the first item on each handle. What the body of a loop
 * sends back is never cut.
 */
export function takenInputs(plan: Plan, node: PlanNode, { inputs, run, firstRun }: ReceivingRun): readonly InputRef[] {
  if (node.node.settings?.execute_once !== true || run !== firstRun) return inputs;
  const handleOf = (ref: InputRef): string => plan.connections[ref.connection]?.targetHandle ?? '';
  const first = new Map(inputs.toReversed().map((ref) => [handleOf(ref), ref]));
  return inputs.filter((ref) => first.get(handleOf(ref)) === ref).map((ref) => ({ ...ref, count: 1 }));
}
