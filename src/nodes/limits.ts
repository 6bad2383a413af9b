import { NodeError } from './node-error.ts';

/** The longest list of items that a node may bring forth. */
export const MAX_ITEMS = 250_000;

/** Fails before a list grows beyond what an execution can carry. */
export function checkItemCount(count: number): void {
  if (count <= MAX_ITEMS) return;
  throw new NodeError('items.too_many', `The node would bring forth more than ${MAX_ITEMS} items`);
}
