import type { CatchUpPolicy } from './schedule-policies.ts';
import { latestSlots, type NextSlot, slotsWithin } from './slots.ts';

/** A run that starts later than this after its time was missed, in milliseconds: ticks come each minute, or a little later. */
const ON_TIME_MS = 90_000;

/** What is made up for: none, the last one unless another is on time, or the last `maxRuns`; none older than the window. */
type CatchUp = { readonly policy: CatchUpPolicy; readonly maxRuns: number; readonly windowMinutes: number };

/** A schedule that is due. All moments in milliseconds since the epoch. */
export type DueSchedule = {
  readonly next: NextSlot;
  /** How long after its slot a run starts, and the longest that this can be. */
  readonly jitterOf: (slot: number) => number;
  readonly longestJitter: number;
  /** The first slot that has not run, and when its run was to start. */
  readonly slot: number;
  readonly startsAt: number;
  readonly catchUp: CatchUp;
};

/** Slots that nobody makes up for: from the first of them to the first moment after all of them. */
export type Missed = { readonly from: number; readonly until: number };

/** A slot that is still to come, and when its run starts. */
export type ComingSlot = { readonly slot: number; readonly startsAt: number };

export type DueSlots = {
  /** In order. */
  readonly run: readonly number[];
  readonly missed: Missed | null;
  readonly coming: ComingSlot | null;
};

/** The slots of late, with their starts, which follow one another in the order of the slots, whatever their jitter. */
function recentStarts(due: DueSchedule, now: number): ComingSlot[] {
  const after = Math.max(due.slot - 1, now - ON_TIME_MS - due.longestJitter);
  let latest = Number.NEGATIVE_INFINITY;
  return slotsWithin(due.next, { after, upTo: now }).map((slot) => {
    latest = slot === due.slot ? due.startsAt : Math.max(latest, slot + due.jitterOf(slot));
    return { slot, startsAt: latest };
  });
}

/** Of the slots before a moment, those that run although they were missed. */
function madeUp({ next, slot, catchUp }: DueSchedule, before: number, now: number): readonly number[] {
  const span = { after: Math.max(slot - 1, now - catchUp.windowMinutes * 60_000), upTo: before - 1 };
  if (span.after >= span.upTo) return [];
  return latestSlots(next, span, catchUp.policy === 'last' ? 1 : catchUp.maxRuns);
}

function mayMakeUp({ policy }: CatchUp, onTime: readonly number[]): boolean {
  return policy === 'all' || (policy === 'last' && onTime.length === 0);
}

/** The first slot after a moment; if that is now, its run starts no earlier than runs that have just been started. */
export function comingSlot(
  { next, jitterOf }: Pick<DueSchedule, 'next' | 'jitterOf'>,
  after: number,
): ComingSlot | null {
  const slot = next(after);
  return slot === null ? null : { slot, startsAt: Math.max(after, slot + jitterOf(slot)) };
}

/**
 * What a schedule that is due has to run, and what comes next. Slots that are on time run; of those that were missed,
 * what the policy says. It costs no more for a schedule that was left alone for years.
 */
export function dueSlots(due: DueSchedule, now: number): DueSlots {
  const starts = recentStarts(due, now);
  const waiting = starts.find(({ startsAt }) => startsAt > now) ?? null;
  const started = starts.filter(({ startsAt }) => startsAt <= now && startsAt >= now - ON_TIME_MS);
  const onTime = started.map(({ slot }) => slot);
  const first = onTime[0] ?? waiting?.slot ?? now + 1;
  const run = [...(mayMakeUp(due.catchUp, onTime) ? madeUp(due, first, now) : []), ...onTime];
  const until = run[0] ?? waiting?.slot ?? now;
  return {
    run,
    missed: until > due.slot ? { from: due.slot, until } : null,
    coming: waiting ?? comingSlot(due, now),
  };
}
