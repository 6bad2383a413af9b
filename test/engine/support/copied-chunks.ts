import type { Chunk, Vector } from '../../../src/engine/structure/vector.ts';

/** How many chunks of a vector are not shared with the one that it was made from. */
export function copiedChunks<T>(before: Vector<T>, after: Vector<T>): number {
  const grown = after.depth > before.depth ? 1 : 0;
  if (grown === 0) return copied(before.root, after.root);
  const [old, ...others] = after.root.type === 'branch' ? after.root.children : [];
  return 1 + copied(before.root, old) + others.reduce((sum, other) => sum + copied(undefined, other), 0);
}

function copied<T>(before: Chunk<T> | undefined, after: Chunk<T> | undefined): number {
  if (after === undefined || before === after) return 0;
  if (after.type === 'leaf') return 1;
  const known = before?.type === 'branch' ? before.children : [];
  return after.children.reduce((sum, child, place) => sum + copied(known[place], child), 1);
}
