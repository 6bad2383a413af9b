import { describe, expect, it } from 'vitest';
import { type DueSchedule, dueSlots } from '../../src/schedules/slots/due-slots.ts';
import { latestSlots, type NextSlot, slotsWithin } from '../../src/schedules/slots/slots.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The moments are counted from here, in minutes. */
const BASE = Date.UTC(2030, 0, 1);

/** Every so many minutes; counts how often it was asked. */
function every(minutes: number): NextSlot & { asked: number } {
  const step = minutes * MINUTE;
  const next = (after: number): number => {
    next.asked += 1;
    return BASE + (Math.floor((after - BASE) / step) + 1) * step;
  };
  next.asked = 0;
  return next;
}

function due(next: NextSlot, changes: Partial<DueSchedule> = {}): DueSchedule {
  return {
    next,
    jitterOf: () => 0,
    longestJitter: 0,
    slot: BASE + MINUTE,
    startsAt: changes.slot ?? BASE + MINUTE,
    catchUp: { policy: 'none', maxRuns: 1, windowMinutes: 1 },
    ...changes,
  };
}

/** The outcome in minutes from the base on. */
function outcome(schedule: DueSchedule, now: number) {
  const { run, missed, coming } = dueSlots(schedule, now);
  const minutes = (moment: number) => (moment - BASE) / MINUTE;
  return {
    run: run.map(minutes),
    missed: missed === null ? null : [minutes(missed.from), minutes(missed.until)],
    coming: coming === null ? null : [minutes(coming.slot), minutes(coming.startsAt)],
  };
}

describe('a schedule of each minute', () => {
  it('runs the slot that is due, and goes on with the next', () => {
    expect(outcome(due(every(1)), BASE + MINUTE + 20)).toEqual({ run: [1], missed: null, coming: [2, 2] });
  });

  it('runs two if a tick was late, whatever the policy', () => {
    expect(outcome(due(every(1)), BASE + 2 * MINUTE + 20_000)).toEqual({ run: [1, 2], missed: null, coming: [3, 3] });
  });

  it('leaves out what it missed for ten minutes, and says which', () => {
    expect(outcome(due(every(1)), BASE + 11 * MINUTE)).toEqual({ run: [10, 11], missed: [1, 10], coming: [12, 12] });
  });

  it('catches up on all of them, the oldest first, as far as the policy goes', () => {
    const all = { policy: 'all', maxRuns: 100, windowMinutes: 60 } as const;
    const ten = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
    expect(outcome(due(every(1), { catchUp: all }), BASE + 11 * MINUTE)).toEqual({
      ...{ run: ten, missed: null },
      coming: [12, 12],
    });
    const three = { ...all, maxRuns: 3 };
    expect(outcome(due(every(1), { catchUp: three }), BASE + 11 * MINUTE)).toMatchObject({
      ...{ run: [7, 8, 9, 10, 11], missed: [1, 7] },
    });
    const short = { ...all, windowMinutes: 5 };
    expect(outcome(due(every(1), { catchUp: short }), BASE + 11 * MINUTE)).toMatchObject({
      ...{ run: [7, 8, 9, 10, 11], missed: [1, 7] },
    });
  });

  it('makes no difference between none and the last, for the last is on time', () => {
    const last = { policy: 'last', maxRuns: 1, windowMinutes: 60 } as const;
    expect(outcome(due(every(1), { catchUp: last }), BASE + 11 * MINUTE).run).toEqual([10, 11]);
  });
});

describe('a schedule of each hour', () => {
  const now = BASE + 5 * HOUR + 30 * MINUTE;
  const hourly = (policy: 'none' | 'last' | 'all', windowMinutes = 1440) =>
    outcome(due(every(60), { slot: BASE + HOUR, catchUp: { policy, maxRuns: 3, windowMinutes } }), now);

  it('that missed some leaves them out', () => {
    expect(hourly('none')).toEqual({ run: [], missed: [60, 330], coming: [360, 360] });
  });

  it('that missed some runs the last one', () => {
    expect(hourly('last')).toEqual({ run: [300], missed: [60, 300], coming: [360, 360] });
  });

  it('that missed some runs the last three', () => {
    expect(hourly('all')).toEqual({ run: [180, 240, 300], missed: [60, 180], coming: [360, 360] });
  });

  it('runs nothing that is older than the window', () => {
    expect(hourly('last', 29)).toEqual({ run: [], missed: [60, 330], coming: [360, 360] });
    expect(hourly('all', 100).run).toEqual([240, 300]);
  });
});

describe('jitter', () => {
  it('puts off the start, and the next slot waits for its turn', () => {
    const jitterOf = (slot: number) => (slot === BASE + MINUTE ? 150_000 : 10_000);
    const schedule = due(every(1), { jitterOf, longestJitter: 180_000, startsAt: BASE + MINUTE + 150_000 });
    const now = BASE + MINUTE + 150_000;
    expect(outcome(schedule, now)).toEqual({ run: [1, 2, 3], missed: null, coming: [4, 4 + 1 / 6] });
  });

  it('of a slot that is not over leaves the slot for later', () => {
    const jitterOf = (slot: number) => (slot === BASE + 2 * MINUTE ? 90_000 : 0);
    const schedule = due(every(1), { jitterOf, longestJitter: 90_000 });
    expect(outcome(schedule, BASE + 2 * MINUTE + 1)).toEqual({ run: [1], missed: null, coming: [2, 3.5] });
  });

  it('does not make a slot one that was missed', () => {
    const schedule = due(every(60), {
      ...{ jitterOf: () => HOUR - MINUTE, longestJitter: HOUR, slot: BASE + HOUR, startsAt: BASE + 2 * HOUR - MINUTE },
    });
    expect(outcome(schedule, BASE + 2 * HOUR - MINUTE).run).toEqual([60]);
  });
});

describe('a schedule that was left alone for ten years', () => {
  it('costs no more than its policy', () => {
    const next = every(1);
    const catchUp = { policy: 'all', maxRuns: 1000, windowMinutes: 10_080 } as const;
    const { run, missed } = dueSlots(due(next, { catchUp }), BASE + 3650 * DAY);
    expect([run.length, missed?.from]).toEqual([1002, BASE + MINUTE]);
    expect(next.asked).toBeLessThan(10_000);
  });

  it('finds the last of slots that lie far apart', () => {
    const next = every(7 * 24 * 60);
    const found = latestSlots(next, { after: BASE, upTo: BASE + 3650 * DAY }, 2);
    expect(found).toEqual([BASE + 3640 * DAY, BASE + 3647 * DAY]);
    expect(next.asked).toBeLessThan(50);
  });
});

describe('the slots of a span', () => {
  it('are those after its beginning up to its end', () => {
    expect(slotsWithin(every(1), { after: BASE, upTo: BASE + 2 * MINUTE })).toEqual([BASE + MINUTE, BASE + 2 * MINUTE]);
    expect(latestSlots(() => null, { after: BASE, upTo: BASE + DAY }, 3)).toEqual([]);
  });
});
