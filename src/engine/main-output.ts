import type { InputRef } from './command.ts';
import type { OutputCounts } from './item.ts';
import type { PlanNode } from './plan.ts';
import { ERROR_HANDLE, MAIN_HANDLE } from './workflow.ts';

/** The output handle of a loop node that leads into its body. */
export const LOOP_HANDLE = 'loop';

/** The output handle of a loop node that leads out of the loop. */
const DONE_HANDLE = 'done';

/** The output handle for items that a node only passes on, because it is disabled or failed with `continue`. A loop ends. */
export function mainOutput(node: PlanNode): string {
  return node.isLoop ? DONE_HANDLE : (node.outputs[0] ?? MAIN_HANDLE);
}

/** The items that leave a node after its final failure: as many as it received, or one if it received none. With `stop`, none. */
export function failureCounts(node: PlanNode, inputs: readonly InputRef[]): OutputCounts {
  if (node.onError === 'stop') return {};
  const received = inputs.reduce((sum, input) => sum + input.count, 0);
  return { [node.onError === 'error_output' ? ERROR_HANDLE : mainOutput(node)]: Math.max(1, received) };
}
