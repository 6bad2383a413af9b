import type { InputRef } from '../command.ts';
import type { PlanNode } from '../plan.ts';
import { valueAt } from '../structure/vector.ts';
import { type Draft, planConnections } from './draft.ts';

/** The items that the connections into a node brought: from outside its loop, or from its body. Empty ones are left out. */
export function inputsOf(draft: Draft, node: PlanNode, from: 'outside' | 'body'): readonly InputRef[] {
  const inputs: InputRef[] = [];
  for (const connection of planConnections(draft, node.incoming)) {
    const carried = valueAt(draft.state.connections, connection.index);
    if (carried === null || carried.count === 0 || connection.back !== (from === 'body')) continue;
    inputs.push({ connection: connection.index, ...carried });
  }
  return inputs;
}

/** How many connections decide whether a node starts: all but those from the body of its own loop. */
export function entryCount(draft: Draft, node: PlanNode): number {
  return planConnections(draft, node.incoming).filter((connection) => !connection.back).length;
}
