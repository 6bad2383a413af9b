import { IANAZone } from 'luxon';
import { createLruCache } from '../../shared/lru-cache.ts';
import { zoneChanges } from '../calendar/zone-changes.ts';
import { offsetAt } from '../calendar/zone-moments.ts';
import { DAY, MINUTE } from './local-times.ts';

/** A stretch in which the clocks of a zone keep their offset: moments and offset in milliseconds, `to` not included. */
type ZoneSpan = { readonly from: number; readonly to: number; readonly offset: number };

/** The clocks of a zone: the span in which a moment lies. */
export type ZoneClock = (moment: number) => ZoneSpan;

/** Changes are looked up for so long at once. A span ends where this ends, too, though the offset stays. */
const LOOKED_UP = 4 * 365 * DAY;

/** What is remembered: some fifty spans of four years for each zone there is would be too many. */
const CLOCKS_KEPT = 500;
const STRETCHES_KEPT = 2000;

/** Some spans of a zone are asked for by thousands of schedules in a minute. */
const clocks = createLruCache<ZoneClock>(CLOCKS_KEPT);
const stretches = createLruCache<readonly ZoneSpan[]>(STRETCHES_KEPT);

/** The time of a schedule is computed for the one who made it, in small numbers, and by no workflow. */
const UNMETERED = { spend: () => undefined };

/** The clocks of a zone whose name is known to be one. */
export function zoneClock(name: string): ZoneClock {
  const known = clocks.get(name);
  if (known !== undefined) return known;
  const clock = createZoneClock(name);
  clocks.set(name, clock);
  return clock;
}

/** What the clocks of a zone show at a moment, and how far that is from UTC, both as ISO 8601 writes it. */
export function localTimeOf(name: string, moment: number): { readonly local: string; readonly offset: string } {
  const { offset } = zoneClock(name)(moment);
  const minutes = Math.abs(Math.round(offset / MINUTE));
  const parts = [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0'));
  return {
    local: new Date(moment + offset).toISOString().slice(0, 'yyyy-mm-ddThh:mm:ss'.length),
    offset: `${offset < 0 ? '-' : '+'}${parts.join(':')}`,
  };
}

function createZoneClock(name: string): ZoneClock {
  const zone = IANAZone.create(name);
  let latest: ZoneSpan = { from: 0, to: 0, offset: 0 };
  return (moment) => {
    if (moment < latest.from || moment >= latest.to) latest = findSpan(zone, moment);
    return latest;
  };
}

function findSpan(zone: IANAZone, moment: number): ZoneSpan {
  const number = Math.floor(moment / LOOKED_UP);
  const key = `${number} ${zone.name}`;
  const spans = stretches.get(key) ?? spansOf(zone, number * LOOKED_UP);
  stretches.set(key, spans);
  const span = spans.find(({ to }) => moment < to);
  if (span === undefined) throw new RangeError(`No moment: ${moment}`);
  return span;
}

function spansOf(zone: IANAZone, from: number): ZoneSpan[] {
  const end = from + LOOKED_UP;
  const changes = zoneChanges(zone, { from, to: end }, UNMETERED).filter(({ at }) => at < end);
  const starts = [{ at: from, since: offsetAt(zone, from) }, ...changes];
  return starts.map(({ at, since }, index) => ({ from: at, to: starts[index + 1]?.at ?? end, offset: since }));
}
