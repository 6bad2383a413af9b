import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Timer, type TimerHeap, withoutEarliest, withTimer } from '../../../src/engine/structure/timer-heap.ts';

function heapOf(timers: readonly Timer[]): TimerHeap {
  return timers.reduce(withTimer, null);
}

function drained(heap: TimerHeap): readonly Timer[] {
  const timers: Timer[] = [];
  for (let rest = heap; rest !== null; rest = withoutEarliest(rest)) timers.push(rest.timer);
  return timers;
}

const timer = fc.record({ at: fc.nat(20), slot: fc.nat(20) });

describe(withTimer, () => {
  it('returns timers in the order of their moments, and then of their slots', () => {
    fc.assert(
      fc.property(fc.array(timer), (timers) => {
        const sorted = timers.toSorted((one, other) => one.at - other.at || one.slot - other.slot);
        expect(drained(heapOf(timers))).toEqual(sorted);
      }),
    );
  });

  it('does not change the heap', () => {
    const heap = heapOf([{ at: 2, slot: 0 }]);
    withTimer(heap, { at: 1, slot: 1 });

    expect(drained(heap)).toEqual([{ at: 2, slot: 0 }]);
  });

  it.each(['ascending', 'descending'])('takes 10,000 %s timers without a deep stack', (order) => {
    const timers = Array.from({ length: 10_000 }, (_, at) => ({ at: order === 'ascending' ? at : -at, slot: 0 }));

    expect(drained(heapOf(timers))).toHaveLength(10_000);
  });
});
