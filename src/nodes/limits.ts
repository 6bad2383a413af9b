import { NodeError } from './node-error.ts';

/** Items that one node run may bring forth, on all handles together. */
export const MAX_ITEMS = 250_000;

/** Throws `NodeError` `node.too_many_items` before a list grows beyond what an execution can carry. */
export function checkItemCount(count: number): void {
  if (count <= MAX_ITEMS) return;
  throw new NodeError('node.too_many_items', `The node would bring forth more than ${MAX_ITEMS} items.`);
}
