import type { WorkCounter } from './count-work.ts';

/** Linear work doubles from one doubling of its input to the next, n log n does a little more, and a square takes four times as much. */
const STEEPEST = 2.6;

/** Counts that say nothing: caches that fill, code that is compiled. */
const NOISE = 3_000;

/** Work that is charged may be more: it ends with the allowance. No step stands for more calls and branches. */
const COUNTS_PER_STEP = 300;

/** How many are measured together: a look at the counters takes longer than most of them, and one that is too steep still shows. */
const GROUP = 4;

/** What is measured together, and what it is called. */
export type Group<Member> = { readonly names: string; readonly members: readonly Member[] };

/** Puts a few each together. */
export function inGroups<Member extends { readonly name: string }>(all: readonly Member[]): Group<Member>[] {
  const starts = all.flatMap((_member, index) => (index % GROUP === 0 ? [index] : []));
  return starts.map((start) => {
    const members = all.slice(start, start + GROUP);
    return { members, names: members.map(({ name }) => name).join(' · ') };
  });
}

/** What was counted, and what was charged for it. */
type Effort = { readonly work: number; readonly steps: number };

/** What work of size n, 2n and 4n takes. */
export type Growth = readonly [one: Effort, two: Effort, four: Effort];

/** Does something of a size, and says how many steps it was charged. */
export type Act = (size: number) => number | Promise<number>;

/** Counts the work of each size; the first time is not counted, for it compiles. */
async function measureGrowth(counter: WorkCounter, size: number, act: Act): Promise<Growth> {
  const effortOf = async (count: number): Promise<Effort> => {
    const steps = await act(count);
    return { steps, work: await counter.sinceLast() };
  };
  await effortOf(size);
  return [await effortOf(size), await effortOf(2 * size), await effortOf(4 * size)];
}

/** How often it is measured until it is found to be bounded: code that is compiled anew meanwhile counts, too. */
const TRIES = 3;

/** Measures until the work is found to be bounded. What it gives at last is that, or the growth that is too steep. */
export async function findGrowth(counter: WorkCounter, size: number, act: Act): Promise<Growth> {
  let growth = await measureGrowth(counter, size, act);
  for (let tried = 1; tried < TRIES && !isBounded(growth); tried += 1) growth = await measureGrowth(counter, size, act);
  return growth;
}

/** Whether work grows about as its input does, or is charged. What it takes of itself, however small the input, does not count. */
export function isBounded([one, two, four]: Growth): boolean {
  const later = four.work - two.work;
  const gentle = STEEPEST * Math.max(0, two.work - one.work) + NOISE;
  return later <= gentle || later <= COUNTS_PER_STEP * (four.steps - two.steps) + NOISE;
}
