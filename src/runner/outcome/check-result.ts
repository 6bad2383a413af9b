import type { OutputCounts } from '../../engine/item.ts';
import type { PlanNode } from '../../engine/plan.ts';
import { checkItemCount } from '../../nodes/limits.ts';
import { NodeError } from '../../nodes/node-error.ts';
import { isLatin1, jsonLength } from '../../shared/json/json-length.ts';
import type { NodeData } from '../journal/journal.ts';
import { MAX_LATIN1_LENGTH, MAX_RESULT_LENGTH } from '../limits.ts';

/**
 * The limit that the data of a node run break, or `null`: their journal takes them. A node without effect may have more Latin-1;
 * what is longer than any limit is not looked through for that.
 */
function brokenLimit({ effect }: PlanNode, data: NodeData): number | null {
  const length = jsonLength(data, MAX_LATIN1_LENGTH);
  if (length <= MAX_RESULT_LENGTH) return null;
  const mayHaveMore = effect === 'none' && (length > MAX_LATIN1_LENGTH || isLatin1(data));
  const limit = mayHaveMore ? MAX_LATIN1_LENGTH : MAX_RESULT_LENGTH;
  return length > limit ? limit : null;
}

/** Whether the data of a node run are more than its journal takes. */
export function isTooLarge(node: PlanNode, data: NodeData): boolean {
  return brokenLimit(node, data) !== null;
}

function total(counts: OutputCounts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

/** Throws `NodeError` `node.too_many_items` or `node.result_too_large`. */
export function checkResult(node: PlanNode, counts: OutputCounts, data: NodeData): void {
  checkItemCount(total(counts));
  const limit = brokenLimit(node, data);
  if (limit === null) return;
  throw new NodeError(
    'node.result_too_large',
    `The result takes more than ${limit / 1e6} MB of JSON: node "${node.node.name}", ${total(counts)} items.`,
  );
}
