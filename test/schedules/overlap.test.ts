import { describe, expect, it } from 'vitest';
import { decideOverlap } from '../../src/schedules/slots/overlap.ts';

const GOES_ON = { executionId: 'running', held: false };
const HELD = { executionId: 'held', held: true };

describe('slots that are due while an execution goes on', () => {
  it('start beside it', () => {
    expect(decideOverlap('allow', [1, 2], [GOES_ON])).toEqual({ start: [1, 2], hold: null, skip: [], cancel: [] });
  });

  it('are skipped', () => {
    expect(decideOverlap('skip', [1, 2], [GOES_ON])).toEqual({ start: [], hold: null, skip: [1, 2], cancel: [] });
  });

  it('are queued behind it, one at most', () => {
    expect(decideOverlap('queue_one', [1, 2], [GOES_ON])).toEqual({ start: [], hold: 1, skip: [2], cancel: [] });
    expect(decideOverlap('queue_one', [1], [GOES_ON, HELD])).toEqual({ start: [], hold: null, skip: [1], cancel: [] });
    expect(decideOverlap('queue_one', [1], [HELD])).toEqual({ start: [], hold: null, skip: [1], cancel: [] });
  });

  it('cancel it, and the last of them starts', () => {
    expect(decideOverlap('cancel_running', [1, 2], [GOES_ON])).toEqual({
      ...{ start: [2], hold: null, skip: [1] },
      cancel: ['running'],
    });
  });
});

describe('slots that are due while nothing goes on', () => {
  it('start as if each was in the way of the next', () => {
    expect(decideOverlap('allow', [1, 2, 3], []).start).toEqual([1, 2, 3]);
    expect(decideOverlap('skip', [1, 2, 3], [])).toEqual({ start: [1], hold: null, skip: [2, 3], cancel: [] });
    expect(decideOverlap('queue_one', [1, 2, 3], [])).toEqual({ start: [1], hold: 2, skip: [3], cancel: [] });
    expect(decideOverlap('cancel_running', [1, 2, 3], [])).toMatchObject({ start: [3], skip: [1, 2] });
  });

  it('are none: nothing is done, and nothing cancelled', () => {
    for (const policy of ['allow', 'skip', 'queue_one', 'cancel_running'] as const) {
      expect(decideOverlap(policy, [], [GOES_ON])).toEqual({ start: [], hold: null, skip: [], cancel: [] });
    }
  });
});
