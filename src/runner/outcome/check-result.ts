import type { OutputCounts } from '../../engine/item.ts';
import type { PlanNode } from '../../engine/plan.ts';
import { checkItemCount } from '../../nodes/limits.ts';
import { NodeError } from '../../nodes/node-error.ts';
import { isLatin1, jsonLength } from '../../shared/json-length.ts';
import type { NodeData } from '../journal/journal.ts';
import { MAX_LATIN1_LENGTH, MAX_RESULT_LENGTH } from '../limits.ts';

/** How much JSON the outputs of this node may be, in UTF-16 units. A node without effect may have more. */
function limitFor({ effect }: PlanNode, data: NodeData): number {
  return effect === 'none' && isLatin1(data) ? MAX_LATIN1_LENGTH : MAX_RESULT_LENGTH;
}

/** Whether the data of a node run do not fit into the journal. */
export function isTooLarge(node: PlanNode, data: NodeData): boolean {
  const length = jsonLength(data);
  return length > MAX_RESULT_LENGTH && length > limitFor(node, data);
}

/** Throws `NodeError` `node.too_many_items` or `node.result_too_large`. */
export function checkResult(node: PlanNode, counts: OutputCounts, data: NodeData): void {
  checkItemCount(Object.values(counts).reduce((sum, count) => sum + count, 0));
  if (!isTooLarge(node, data)) return;
  const message = `The result takes more than ${limitFor(node, data) / 1e6} MB of JSON.`;
  throw new NodeError('node.result_too_large', message);
}
