import type { Zone } from 'luxon';
import type { WorkMeter } from '../../engine/work-meter.ts';
import { DAY, offsetAt } from './zone-moments.ts';

/** A change of the clocks: the moment, and how far from UTC they are before it and since; all in milliseconds. */
export type ZoneChange = { readonly at: number; readonly before: number; readonly since: number };

/** No zone has changed its clocks twice in so few days, and will not. */
const STRIDE = 14 * DAY;
const SECOND = 1000;

/** What asking the platform for an offset costs in steps. */
const STEPS_PER_OFFSET = 60;

/** The changes of the clocks of a zone between two moments, which are whole seconds. */
export function zoneChanges(
  zone: Zone,
  { from, to }: { readonly from: number; readonly to: number },
  work: WorkMeter,
): ZoneChange[] {
  const offset = (moment: number) => {
    work.spend(STEPS_PER_OFFSET);
    return offsetAt(zone, moment);
  };
  const changes: ZoneChange[] = [];
  let before = offset(from);
  for (let moment = from; moment < to; moment += STRIDE) {
    const since = offset(moment + STRIDE);
    if (since !== before) changes.push({ at: changeIn(offset, moment, before), before, since });
    before = since;
  }
  return changes;
}

/** The first second of a stride in which the offset is another. */
function changeIn(offset: (moment: number) => number, from: number, before: number): number {
  let same = from;
  let other = from + STRIDE;
  while (other - same > SECOND) {
    const middle = same + Math.floor((other - same) / SECOND / 2) * SECOND;
    if (offset(middle) === before) same = middle;
    else other = middle;
  }
  return other;
}
