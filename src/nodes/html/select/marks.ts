import type { WorkMeter } from '../../../engine/work-meter.ts';
import type { ElementTree } from './element-tree.ts';

/**
 * The elements among which is searched: those numbered from `from`, `size` of them. With `scoped`, the first of them is the
 * element within which is searched. Places are counted from `from`.
 */
export type Range = {
  readonly tree: ElementTree;
  readonly from: number;
  readonly size: number;
  readonly scoped: boolean;
  readonly work: WorkMeter;
};

/** One byte for each place of a range: 1 where the element belongs to the set. */
export type Marks = Uint8Array;

/** How many elements one step of the allowance passes. */
const ELEMENTS_PER_STEP = 4;

/** Pays for one pass over the range. */
export function payPass({ size, work }: Range): void {
  work.spend(Math.ceil(size / ELEMENTS_PER_STEP));
}

/** An empty set. Pays for the pass that fills it. */
export function noMarks(range: Range): Marks {
  payPass(range);
  return new Uint8Array(range.size);
}

/** All elements of the range. */
export function allMarks(range: Range): Marks {
  return noMarks(range).fill(1);
}

/** The element within which is searched, if there is one. */
export function scopeMarks(range: Range): Marks {
  const marks = noMarks(range);
  if (range.scoped) marks[0] = 1;
  return marks;
}

/** Takes out of the set what does not pass the test. */
export function narrow(range: Range, marks: Marks, test: (place: number) => boolean): void {
  payPass(range);
  for (let place = 0; place < marks.length; place++) if (marks[place] === 1 && !test(place)) marks[place] = 0;
}

/** Adds the other set. */
export function addMarks(marks: Marks, others: Marks): void {
  for (let place = 0; place < marks.length; place++) if (others[place] === 1) marks[place] = 1;
}
