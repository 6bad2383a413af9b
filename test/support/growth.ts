import type { WorkCounter } from './count-work.ts';

/** Linear work doubles from one doubling of its input to the next, n log n does a little more, and a square takes four times as much. */
const STEEPEST = 2.6;

/** Counts that say nothing: caches that fill, code that is compiled. */
const NOISE = 3_000;

/** Work that is charged may be more: it ends with the allowance. So many calls and branches are about a step. */
const COUNTS_PER_STEP = 100;

/** What was counted, and what was charged for it. */
type Effort = { readonly work: number; readonly steps: number };

/** What work of size n, 2n and 4n takes. */
export type Growth = readonly [one: Effort, two: Effort, four: Effort];

/** Does something of a size, and says how many steps it was charged. */
export type Act = (size: number) => number | Promise<number>;

async function effortOf(counter: WorkCounter, size: number, act: Act): Promise<Effort> {
  let steps = 0;
  const work = await counter.count(async () => {
    steps = await act(size);
  });
  return { work, steps };
}

/** Counts the work of each size; the first time is not counted, for it compiles. */
export async function measureGrowth(counter: WorkCounter, size: number, act: Act): Promise<Growth> {
  await act(size);
  const one = await effortOf(counter, size, act);
  const two = await effortOf(counter, 2 * size, act);
  return [one, two, await effortOf(counter, 4 * size, act)];
}

/** Whether work grows about as its input does, or is charged. What it takes of itself, however small the input, does not count. */
export function isBounded([one, two, four]: Growth): boolean {
  const later = four.work - two.work;
  const gentle = STEEPEST * Math.max(0, two.work - one.work) + NOISE;
  return later <= gentle || later <= COUNTS_PER_STEP * (four.steps - two.steps) + NOISE;
}
