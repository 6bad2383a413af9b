import { describe, expect, it } from 'vitest';
import { createSharedSync } from '../../../scripts/database/shared-sync.ts';

/** Syncs that end when they are let go, in the order in which they began. */
function slowSyncs() {
  const begun: PromiseWithResolvers<void>[] = [];
  const shared = createSharedSync(() => {
    const sync = Promise.withResolvers<void>();
    begun.push(sync);
    return sync.promise;
  });
  return { shared, begun };
}

/** Whether it is over by now. */
async function isOver(work: Promise<void>): Promise<boolean> {
  return (await Promise.race([work.then(() => true), new Promise((resolve) => setImmediate(resolve, false))])) === true;
}

describe('a sync for many callers', () => {
  it('begins at once when none is under way', async () => {
    const { shared, begun } = slowSyncs();
    const first = shared.synced();
    expect([begun.length, await isOver(first)]).toEqual([1, false]);
    begun[0]?.resolve();
    await first;
    void shared.synced();
    await isOver(shared.synced());
    expect(begun).toHaveLength(2);
  });

  it('is one more for all that come while one is under way, which may not have what they wrote', async () => {
    const { shared, begun } = slowSyncs();
    const first = shared.synced();
    const others = [shared.synced(), shared.synced()];
    begun[0]?.resolve();
    await first;
    expect([begun.length, await isOver(Promise.race(others))]).toEqual([2, false]);
    begun[1]?.resolve();
    await Promise.all(others);
    expect(begun).toHaveLength(2);
  });

  it('fails for all that wait and all that come later, and is not tried again', async () => {
    const { shared, begun } = slowSyncs();
    const calls = [shared.synced(), shared.synced()];
    begun[0]?.reject(new Error('EIO'));
    const results = await Promise.allSettled([...calls, shared.synced()]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(begun).toHaveLength(1);
  });
});
