import { type Marks, payPass, type Range } from './marks.ts';

/** Among which siblings an element is counted, and from which end. */
export type Counting = { readonly byType: boolean; readonly fromEnd: boolean };

/**
 * The position of each place of the range among its siblings, counted from 1, in one pass. Only `counted` elements count; 0 for
 * the others. The first element of a scoped range is alone.
 */
export function positionsOf(range: Range, counted: Marks, { byType, fromEnd }: Counting): Uint32Array {
  payPass(range);
  const positions = new Uint32Array(range.size);
  const counts = new Map<string | number, number>();
  for (let turn = 0; turn < range.size; turn++) {
    const place = fromEnd ? range.size - 1 - turn : turn;
    if (counted[place] !== 1) continue;
    const key = byType ? typeKey(range, place) : parentOf(range, place);
    const position = (counts.get(key) ?? 0) + 1;
    counts.set(key, position);
    positions[place] = position;
  }
  return positions;
}

function parentOf({ tree, from }: Range, place: number): number {
  return tree.parents[from + place] ?? -1;
}

function typeKey(range: Range, place: number): string {
  return `${parentOf(range, place)} ${range.tree.elements[range.from + place]?.name}`;
}
