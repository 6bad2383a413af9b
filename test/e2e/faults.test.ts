import { describe, expect, it } from 'vitest';
import { killIn } from '../faults/parts/kills.ts';
import { BAD_QUEUE } from '../faults/parts/messages.ts';
import { sufferIn } from '../faults/parts/upstreams.ts';
import { inWorld } from '../faults/world/world.ts';

/** The parts of `npm run faults` in short, in one stack whose queue triples, shuffles and drops its messages. */
describe('what is promised', () => {
  it('holds while processes are killed, under a bad queue, and against servers that mean ill', async () => {
    await inWorld(BAD_QUEUE, async (world) => {
      const killed = await killIn(world, { executions: 40, kills: 2, seconds: 60, seed: 3 });
      expect([killed.breaks, killed.counts?.begun]).toEqual([[], 40]);
      expect((await sufferIn(world, 1)).breaks).toEqual([]);
    });
  }, 240_000);
});
