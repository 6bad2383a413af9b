import type ICAL from 'ical.js';
import type { DateTime } from 'luxon';
import type { WorkMeter } from '../../engine/work-meter.ts';
import { NodeError } from '../node-error.ts';
import { shownName } from './zone-name.ts';
import { type Observance, readObservance } from './zone-observance.ts';

/** The offset from UTC, in milliseconds, that a calendar's own time zone has at a local time. Pays for what it looks at. */
export type OwnZone = (local: DateTime) => number;

/** A moment at which an observance begins. `place`: that of the observance in its zone. */
type Change = { readonly began: number; readonly place: number; readonly observance: Observance };

/** How many kinds of time a zone may have. Zones that tell all of their history have some two hundred. */
const MAX_OBSERVANCES = 1_000;

/** What reading a part of a zone costs in steps, and each of its moments. */
const STEPS_PER_OBSERVANCE = 20;
const STEPS_PER_MOMENT = 4;

/** What looking up a time costs in steps, whatever the zone is like. */
const STEPS_PER_TIME = 20;

/** What working out the changes of a year costs in steps for each observance, beside the days that its rule looks at. */
const STEPS_PER_YEAR = 10;

/**
 * Reads a VTIMEZONE (RFC 5545 §3.6.5); `undefined` if it says nothing of offsets. Throws `NodeError`
 * `calendar.zone_unsupported` and `calendar.bad_rule`.
 */
export function readZone(component: ICAL.Component, work: WorkMeter): OwnZone | undefined {
  const parts = component.getAllSubcomponents();
  const name = shownName(String(component.getFirstPropertyValue('tzid')));
  if (parts.length > MAX_OBSERVANCES) throw unsupportedZone(name, `with over ${MAX_OBSERVANCES} parts`);
  work.spend(STEPS_PER_OBSERVANCE * parts.length);
  const observances = parts.flatMap((part) => readObservance(part, `text: the time zone ${name}`));
  if (observances.length === 0) return undefined;
  if (observances.includes(null)) {
    throw unsupportedZone(name, 'without rules with FREQ=YEARLY that name one day of a year');
  }
  return offsets(
    observances.filter((observance) => observance !== null),
    work,
  );
}

function unsupportedZone(name: string, how: string): NodeError {
  return new NodeError(
    'calendar.zone_unsupported',
    `text: the calendar describes a time zone of its own, ${name}, ${how}`,
  );
}

/** Sorts single moments once, and what rules name once for each year that is asked for. */
function offsets(observances: readonly Observance[], work: WorkMeter): OwnZone {
  const single = changesOf(observances, ({ moments }) => moments);
  work.spend(STEPS_PER_MOMENT * single.length);
  const earliest = single[0]?.observance.before ?? 0;
  const looks = observances.reduce((sum, observance) => sum + observance.looks + STEPS_PER_YEAR, 0);
  const byYear = new Map<number, readonly Change[]>();
  const ruledIn = (year: number): readonly Change[] => {
    const known = byYear.get(year);
    if (known !== undefined) return known;
    work.spend(looks);
    const ruled = changesOf(observances, (observance) => observance.ruledIn(year));
    byYear.set(year, ruled);
    return ruled;
  };
  return (local) => {
    work.spend(STEPS_PER_TIME);
    const moment = local.toMillis();
    const last = later(lastBefore(single, moment), lastBefore(ruledIn(local.year), moment));
    return last === undefined ? earliest : offsetSince(last, moment);
  };
}

function changesOf(observances: readonly Observance[], moments: (one: Observance) => readonly number[]): Change[] {
  const changes = observances.flatMap((observance, place) =>
    moments(observance).map((began) => ({ began, place, observance })),
  );
  return changes.sort(compare);
}

/** Of two changes at one moment the one counts that the zone tells first. */
function compare(one: Change, other: Change): number {
  return one.began - other.began || other.place - one.place;
}

function later(one: Change | undefined, other: Change | undefined): Change | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return compare(one, other) > 0 ? one : other;
}

/** The last of some sorted changes that is not after a moment. */
function lastBefore(changes: readonly Change[], moment: number): Change | undefined {
  let low = 0;
  let high = changes.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((changes[middle]?.began ?? Infinity) <= moment) low = middle + 1;
    else high = middle;
  }
  return changes[low - 1];
}

/** A time that clocks skip has the offset from before, and one that they show twice is the first (RFC 5545 §3.3.5). */
function offsetSince({ began, observance: { before, since } }: Change, moment: number): number {
  return moment < began + Math.max(0, since - before) ? before : since;
}
