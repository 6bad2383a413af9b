import type { ClockChange } from './clock-changes.ts';
import { wallOf } from './match-cron.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A minute of real time around a change, and what the clock then does. */
type Tick = {
  readonly moment: number;
  readonly wall: ReturnType<typeof wallOf>;
  /** Whether the clock has shown this, or what comes after it, before. */
  readonly again: boolean;
  /** What the clock has jumped over to get here. */
  readonly skipped: readonly ReturnType<typeof wallOf>[];
};

/** The minutes around a change, one by one, as somebody sees them who watches the clock on the wall. */
export function watchClock({ at, before, after }: ClockChange, hours: number): Tick[] {
  const ticks: Tick[] = [];
  let latest = at - hours * HOUR - MINUTE + before;
  for (let moment = at - hours * HOUR; moment < at + hours * HOUR; moment += MINUTE) {
    const local = moment + (moment < at ? before : after);
    const skipped = [];
    for (let missed = latest + MINUTE; missed < local; missed += MINUTE) skipped.push(wallOf(missed));
    ticks.push({ moment, wall: wallOf(local), again: local <= latest, skipped });
    latest = Math.max(latest, local);
  }
  return ticks;
}

type Matches = (wall: ReturnType<typeof wallOf>) => boolean;

/** When a rule that names all hours runs: whenever the clock shows it. */
export function runsWheneverShown(ticks: readonly Tick[], matches: Matches): number[] {
  return ticks.filter(({ wall }) => matches(wall)).map(({ moment }) => moment);
}

/** When a rule that names hours runs: the first time the clock shows it, or as soon as the clock has jumped over it. */
export function runsOnce(ticks: readonly Tick[], matches: Matches): number[] {
  const due = ticks.filter(({ wall, again, skipped }) => (!again && matches(wall)) || skipped.some(matches));
  return due.map(({ moment }) => moment);
}
