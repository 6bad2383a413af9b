import type { InputRef } from './command.ts';
import type { OutputCounts } from './item.ts';
import type { PlanNode } from './plan.ts';
import { ERROR_HANDLE, MAIN_HANDLE } from './workflow.ts';

/** The handle of a loop node that its body hangs on. */
export const LOOP_HANDLE = 'loop';

/** The handle of a loop node that what follows hangs on. */
const DONE_HANDLE = 'done';

/** The handle on which items leave that a node only passes on, being disabled or having failed with `continue`. A loop ends. */
export function mainOutput(node: PlanNode): string {
  return node.isLoop ? DONE_HANDLE : (node.outputs[0] ?? MAIN_HANDLE);
}

/** What leaves a node that failed for good: an item for each that it received, one if it received none. Nothing under `stop`. */
export function failureCounts(node: PlanNode, inputs: readonly InputRef[]): OutputCounts {
  if (node.onError === 'stop') return {};
  const received = inputs.reduce((sum, input) => sum + input.count, 0);
  return { [node.onError === 'error_output' ? ERROR_HANDLE : mainOutput(node)]: Math.max(1, received) };
}
