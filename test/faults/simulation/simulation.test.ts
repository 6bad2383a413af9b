import { describe, expect, it } from 'vitest';
import { GRAPHS } from './judge.ts';
import { runSeeds } from './run-seeds.ts';

/** How many seeds in all, shared by the graphs. More: `npm run faults -- --only i --seeds 100000`. */
const SEEDS = 2000;

/** Where they begin, to see again what failed. */
const FIRST = Number(process.env.SEED ?? 1);

describe('an execution in a world in which everything is lost, doubled, late or breaks off', () => {
  it.each(GRAPHS)('loses and doubles nothing: $name', { timeout: 60_000 + SEEDS * 50 }, async (expected) => {
    const count = Math.ceil(SEEDS / GRAPHS.length);
    const { statuses, lost, broken, repeated, failure } = await runSeeds(expected, { first: FIRST, count });
    expect(failure).toBeNull();
    // A simulation in which nothing goes wrong would show nothing.
    expect([lost, broken, repeated].every((times) => times > count / 4)).toBe(true);
    expect(statuses.get('completed')).toBeGreaterThan(count / 2);
    expect(statuses.get('cancelled') ?? 0).toBeGreaterThan(count / 50);
  });
});
