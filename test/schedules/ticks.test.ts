import { describe, expect, it } from 'vitest';
import { endOfTick } from '../../src/intake/schedules/tick-schedules.ts';
import { lagOf } from '../../src/schedules/get-schedule.ts';
import { jitterOf } from '../../src/schedules/slots/jitter.ts';

const MINUTE = 60_000;

describe('a tick', () => {
  it('looks after its minute, and leaves before the next begins', () => {
    expect(endOfTick(10 * MINUTE)).toBe(11 * MINUTE - 1000);
    expect(endOfTick(10 * MINUTE + 59_000)).toBe(11 * MINUTE - 1000);
  });

  it('that comes a little early looks after the minute that is about to begin', () => {
    expect(endOfTick(10 * MINUTE - 1)).toBe(11 * MINUTE - 1000);
  });
});

describe('the lag of a schedule', () => {
  it('is summed up from its last runs, the latest first', () => {
    const lags = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect(lagOf(lags)).toEqual({ runs: 100, last_ms: 100, p50_ms: 50, p95_ms: 95, max_ms: 100 });
    expect(lagOf([7])).toEqual({ runs: 1, last_ms: 7, p50_ms: 7, p95_ms: 7, max_ms: 7 });
    expect(lagOf([])).toBeNull();
  });
});

describe('jitter', () => {
  it('is the same each time, in whole seconds, and spreads slots over all that it may be', () => {
    const schedule = { id: '019a0000-0000-7000-8000-000000000001', jitterSeconds: 59 };
    const spread = new Set(Array.from({ length: 2000 }, (_, slot) => jitterOf(schedule, slot * MINUTE)));
    expect([...spread].sort((a, b) => a - b)).toEqual(Array.from({ length: 60 }, (_, second) => second * 1000));
    expect(jitterOf(schedule, 5 * MINUTE)).toBe(jitterOf(schedule, 5 * MINUTE));
    expect(jitterOf({ ...schedule, jitterSeconds: 0 }, 5 * MINUTE)).toBe(0);
  });
});
