import type { InputRef } from '../../engine/command.ts';
import type { Plan, PlanNode } from '../../engine/plan.ts';

/** A run as far as its inputs go; `firstRun` is the run with which this pass of a loop node began, for others `run`. */
type ReceivingRun = { readonly inputs: readonly InputRef[]; readonly run: number; readonly firstRun: number };

/**
 * The part of its inputs that a node works on: all of them, or the first item on each input handle if it is to be executed
 * once. A loop node takes all that its body sends back.
 */
export function takenInputs(plan: Plan, node: PlanNode, { inputs, run, firstRun }: ReceivingRun): readonly InputRef[] {
  if (node.node.settings?.execute_once !== true || run !== firstRun) return inputs;
  const handleOf = (ref: InputRef): string => plan.connections[ref.connection]?.targetHandle ?? '';
  const first = new Map(inputs.toReversed().map((ref) => [handleOf(ref), ref]));
  return inputs.filter((ref) => first.get(handleOf(ref)) === ref).map((ref) => ({ ...ref, count: 1 }));
}
