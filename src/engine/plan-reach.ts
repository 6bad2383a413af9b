import type { Plan, PlanNode } from './plan.ts';
import { elementAt } from './structure/element.ts';

/** A node and all nodes that its items can reach: what has to run again when the node does. Indices. */
export function nodesFrom(plan: Plan, start: number): ReadonlySet<number> {
  return spread(start, (index) => targetsOf(plan, elementAt(plan.nodes, index)));
}

/** A node and all nodes whose items can reach it; of a loop, the whole body. Indices. */
export function nodesUpTo(plan: Plan, destination: number): ReadonlySet<number> {
  return spread(destination, (index) => {
    const node = elementAt(plan.nodes, index);
    return [...sourcesOf(plan, node), ...node.body];
  });
}

function targetsOf({ connections }: Plan, { outgoing }: PlanNode): readonly number[] {
  return outgoing.map((index) => elementAt(connections, index).target);
}

function sourcesOf({ connections }: Plan, { incoming }: PlanNode): readonly number[] {
  return incoming.map((index) => elementAt(connections, index).source);
}

function spread(start: number, next: (index: number) => readonly number[]): ReadonlySet<number> {
  const reached = new Set([start]);
  // The list grows while it is walked.
  for (const index of reached) for (const other of next(index)) reached.add(other);
  return reached;
}
