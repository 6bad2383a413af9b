import { elementAt } from '../structure/element.ts';
import type { Edge, GraphShape } from './graph-shape.ts';

/**
 * The innermost loop node in whose body each node is, or `null`. A node that isn't in it is not reached from any node at
 * which edges only start: it takes no part in any execution, and belongs nowhere.
 */
export type LoopBodies = ReadonlyMap<number, number | null>;

type Visit = { readonly node: number; readonly loop: number | null };

/**
 * Follows the edges from where they begin. One that enters a loop leads a level deeper; a node belongs where the
 * shallowest way to it leads, so that an edge that leaves a body is at fault and not what it leads to.
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

/** Whether an edge closes a loop: it leads out of a body, back to the loop node. */
export function closesLoop(edge: Edge, bodies: LoopBodies): boolean {
  return loopOf(edge, bodies) === edge.target;
}

/** Visits all that is as deep as these, and returns what is a level deeper. */
function spreadLevel(shape: GraphShape, found: Map<number, number | null>, starts: readonly Visit[]): readonly Visit[] {
  const visits = [...starts];
  const deeper: Visit[] = [];
  // Grows while it is walked.
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
