import { isAtMostOnce } from '../../engine/at-most-once.ts';
import type { NodeFailure } from '../../engine/event.ts';
import type { Item, Outputs } from '../../engine/item.ts';
import { mainOutput } from '../../engine/main-output.ts';
import type { PlanNode } from '../../engine/plan.ts';
import { isRetried } from '../../engine/retry.ts';
import { ERROR_HANDLE } from '../../engine/workflow.ts';

/** The failures of items that go out by themselves, by the index of the item. */
export type ItemFailures = ReadonlyMap<number, NodeFailure>;

/**
 * Whether an item that failed goes out by itself: a failure lets the execution go on, and this attempt is the last for it. A
 * node that must not do its effect twice fails as a whole, for it is known only of all of it what it did to the world.
 */
export function isForItemAlone(node: PlanNode, failure: NodeFailure, attempt: number): boolean {
  if (node.onError === 'stop' || isAtMostOnce(node)) return false;
  return !isRetried(node.retry, { attempt, failure, draw: 0 });
}

/** An item with what went wrong with it. `from`: its index. */
export function failedItem(
  node: PlanNode,
  item: Item,
  { from, failure }: { from: number; failure: NodeFailure },
): Item {
  const error = { code: failure.code, message: failure.message, node: node.node.name };
  return { ...item, json: { ...item.json, error }, from };
}

/** The handle by which items go out that failed. */
export function failureHandle(node: PlanNode): string {
  return node.onError === 'error_output' ? ERROR_HANDLE : mainOutput(node);
}

function placeOf({ from }: Item): number {
  return typeof from === 'number' ? from : Number.POSITIVE_INFINITY;
}

type FailedItems = { readonly outputs: Outputs; readonly received: readonly Item[]; readonly failures: ItemFailures };

/** The outputs with the items that failed, in the order of the items that came in. */
export function withFailedItems(node: PlanNode, { outputs, received, failures }: FailedItems): Outputs {
  if (failures.size === 0) return outputs;
  const failed = [...failures].map(([from, failure]) =>
    failedItem(node, received[from] ?? { json: {} }, { from, failure }),
  );
  const handle = failureHandle(node);
  const items = [...(outputs[handle] ?? []), ...failed].toSorted((one, other) => placeOf(one) - placeOf(other));
  return { ...outputs, [handle]: items };
}
