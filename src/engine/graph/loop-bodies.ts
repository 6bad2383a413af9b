import { elementAt } from '../structure/element.ts';
import type { Edge, GraphShape } from './graph-shape.ts';

/** The innermost loop node in whose body each node is, or `null`. */
export type LoopBodies = readonly (number | null)[];

type Visit = { readonly node: number; readonly loop: number | null };

/**
 * Follows the edges from where they begin. One that enters a loop leads a level deeper; a node belongs where the
 * shallowest way to it leads, so that an edge that leaves a body is at fault and not what it leads to.
 */
export function loopBodies(shape: GraphShape): LoopBodies {
  const found = new Map<number, number | null>();
  const entered = new Set(shape.edges.map((edge) => edge.target));
  const all = [...shape.nodes.keys()];
  spread(
    shape,
    found,
    all.filter((node) => !entered.has(node)),
  );
  const loopsFirst = [...all.filter((node) => shape.traits[node]?.loop === true), ...all];
  for (const node of loopsFirst) spread(shape, found, [node]);
  return all.map((node) => found.get(node) ?? null);
}

/** The loop in whose body an edge runs. */
export function loopOf(edge: Edge, bodies: LoopBodies): number | null {
  return edge.entersLoop ? edge.source : (bodies[edge.source] ?? null);
}

/** Whether an edge closes a loop: it leads out of a body, back to the loop node. */
export function closesLoop(edge: Edge, bodies: LoopBodies): boolean {
  return loopOf(edge, bodies) === edge.target;
}

function spread(shape: GraphShape, found: Map<number, number | null>, roots: readonly number[]): void {
  let level: readonly Visit[] = roots.map((node) => ({ node, loop: null }));
  while (level.length > 0) level = spreadLevel(shape, found, level);
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
