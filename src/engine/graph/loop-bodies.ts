import { elementAt } from '../structure/element.ts';
import type { Edge, GraphShape } from './graph-shape.ts';

/**
 * For each node the innermost loop node in whose body it is, or `null`. Nodes that no node without incoming edges leads to are
 * missing: they take no part in any execution.
 */
export type LoopBodies = ReadonlyMap<number, number | null>;

type Visit = { readonly node: number; readonly loop: number | null };

/**
 * Follows the edges from the nodes without incoming ones. An edge that enters a loop leads a level deeper. A node belongs to
 * the shallowest level that leads to it, so that the fault is in the edge that leaves a body, and not in the node behind it.
 */
export function loopBodies(shape: GraphShape): LoopBodies {
  const entered = new Set(shape.edges.map((edge) => edge.target));
  const roots = [...shape.nodes.keys()].filter((node) => !entered.has(node));
  const found = new Map<number, number | null>();
  let level: readonly Visit[] = roots.map((node) => ({ node, loop: null }));
  while (level.length > 0) level = spreadLevel(shape, found, level);
  return found;
}

/** The loop in whose body an edge runs. */
export function loopOf(edge: Edge, bodies: LoopBodies): number | null {
  return edge.entersLoop ? edge.source : (bodies.get(edge.source) ?? null);
}

/** Whether an edge leads from a body back to its loop node. */
export function closesLoop(edge: Edge, bodies: LoopBodies): boolean {
  return loopOf(edge, bodies) === edge.target;
}

/** Visits all nodes on the level of these, and returns those a level deeper. */
function spreadLevel(shape: GraphShape, found: Map<number, number | null>, starts: readonly Visit[]): readonly Visit[] {
  const visits = [...starts];
  const deeper: Visit[] = [];
  // The list grows while it is walked.
  for (const { node, loop } of visits) {
    if (found.has(node)) continue;
    found.set(node, loop);
    for (const { target, entersLoop } of elementAt(shape.outgoing, node)) {
      if (entersLoop) deeper.push({ node: target, loop: node });
      else visits.push({ node: target, loop });
    }
  }
  return deeper;
}
