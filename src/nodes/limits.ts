import { NodeError } from './node-error.ts';

/** How many items a node run may put out, on all handles together. */
export const MAX_ITEMS = 250_000;

/** Throws `NodeError` `node.too_many_items`. Call it before the list is made. */
export function checkItemCount(count: number): void {
  if (count <= MAX_ITEMS) return;
  throw new NodeError(
    'node.too_many_items',
    `The node would bring forth ${count} items or more, where ${MAX_ITEMS} are allowed.`,
  );
}
