import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Hold, Renewal } from '../../../src/executions/lifecycle/hold-execution.ts';
import { createLeaseKeeper } from '../../../src/runner/drive/lease-keeper.ts';
import { createWakeUp } from '../../../src/runner/drive/wake-up.ts';
import { PATIENCE } from '../../support/executions.ts';

/** A lease is renewed after a third of it: every ten milliseconds. */
const LEASE_SECONDS = 0.03;

const HOLD = { id: 'one', epoch: 3, resumeCount: 1, watchCount: 0 };
const held: { keeper: ReturnType<typeof createLeaseKeeper>; hold: Hold }[] = [];

function hold(
  renew: (holds: readonly Hold[]) => Promise<readonly Renewal[]>,
  clock = Date.now,
  onRing = (): void => undefined,
  onWatched = (): void => undefined,
): AbortSignal {
  const keeper = createLeaseKeeper({ renew, leaseSeconds: LEASE_SECONDS, clock });
  const stop = new AbortController();
  const wakeUp = createWakeUp();
  keeper.hold(HOLD, { stop, wakeUp, onWatched });
  wakeUp.listen(onRing);
  held.push({ keeper, hold: HOLD });
  return stop.signal;
}

afterEach(() => {
  for (const { keeper, hold: one } of held.splice(0)) keeper.drop(one);
});

function renewed(cancelRequested = false, resumeCount = 1, watchCount = 0): readonly Renewal[] {
  return [{ id: HOLD.id, cancelRequested, resumeCount, watchCount }];
}

describe('a runner that holds an execution', () => {
  it('renews its lease as long as it runs', async () => {
    const renew = vi.fn(async (_holds: readonly Hold[]) => renewed());
    const signal = hold(renew);
    await vi.waitFor(() => expect(renew.mock.calls.length).toBeGreaterThan(3), PATIENCE);
    expect([renew.mock.calls[0], signal.aborted]).toEqual([[[{ id: 'one', epoch: 3 }]], false]);
  });

  it('renews nothing once it has dropped the execution', async () => {
    const renew = vi.fn(async (_holds: readonly Hold[]) => renewed());
    hold(renew);
    await vi.waitFor(() => expect(renew).toHaveBeenCalled(), PATIENCE);
    held.splice(0).forEach(({ keeper }) => {
      keeper.drop(HOLD);
    });
    const calls = renew.mock.calls.length;
    const other = vi.fn(async (_holds: readonly Hold[]) => renewed());
    hold(other);
    await vi.waitFor(() => expect(other.mock.calls.length).toBeGreaterThan(3), PATIENCE);
    expect(renew.mock.calls.length).toBe(calls);
  });

  it('stops when another runner has the execution', async () => {
    const signal = hold(async () => []);
    await vi.waitFor(() => expect(signal.reason).toBe('lost'), PATIENCE);
  });

  it('stops when the execution is cancelled', async () => {
    const signal = hold(async () => renewed(true));
    await vi.waitFor(() => expect(signal.reason).toBe('cancelled'), PATIENCE);
  });

  it('hears once of each time that something came for it', async () => {
    const counts = [1, 1, 2, 2, 4, 4];
    let rings = 0;
    const ring = () => {
      rings += 1;
    };
    const renew = vi.fn(async (_holds: readonly Hold[]) => renewed(false, counts.shift() ?? 4));
    hold(renew, Date.now, ring);
    await vi.waitFor(() => expect(renew.mock.calls.length).toBeGreaterThan(8), PATIENCE);
    expect(rings).toBe(2);
  });

  it('hears of what came before anybody listened', () => {
    const wakeUp = createWakeUp();
    const ring = vi.fn();
    wakeUp.ring();
    wakeUp.listen(ring);
    expect(ring).toHaveBeenCalledTimes(1);
    wakeUp.ring();
    expect(ring).toHaveBeenCalledTimes(2);
  });

  it('goes on until its lease ends when the database is away, then stops', async () => {
    let away = 0;
    const signal = hold(
      async () => {
        away += 1;
        throw new Error('the database is away');
      },
      () => away * 10,
    );
    await vi.waitFor(() => expect(signal.reason).toBe('lost'), PATIENCE);
    expect(away).toBeGreaterThanOrEqual(3);
  });
});
