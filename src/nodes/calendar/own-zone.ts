import ICAL from 'ical.js';
import { DateTime } from 'luxon';
import type { WorkMeter } from '../../engine/work-meter.ts';
import { NodeError } from '../node-error.ts';
import { describeValue } from '../values/describe-value.ts';
import { type YearlyDay, yearlyDay } from './yearly-rule.ts';

/** The offset from UTC, in seconds, that a calendar's own time zone has at a local time. Pays for each change it looks at. */
export type OwnZone = (local: DateTime, work: WorkMeter) => number;

/** One kind of time of a zone, such as summer time: when it begins, and how the clocks go before and then. */
type Observance = {
  /** The last beginning that is not after a local time, if there is one. */
  readonly lastBefore: (local: DateTime) => DateTime | null;
  readonly first: DateTime;
  readonly before: number;
  readonly since: number;
  /** How many moments have to be looked at. */
  readonly cost: number;
};

const OFFSET = /^([+-])(\d\d):(\d\d)(?::(\d\d))?$/;

/** What looking at one moment costs in steps. */
const STEPS_PER_MOMENT = 4;

/**
 * Reads a VTIMEZONE (RFC 5545 §3.6.5); `undefined` if it says nothing of offsets. Its rules are not run through year by year, as
 * ical.js would do however many times they fall due. Throws `NodeError` `calendar.zone_unsupported`.
 */
export function readZone(component: ICAL.Component): OwnZone | undefined {
  const observances = component.getAllSubcomponents().flatMap(readObservance);
  if (observances.length === 0) return undefined;
  if (observances.includes(null)) throw unsupportedZone(component);
  const known = observances.filter((observance) => observance !== null);
  const cost = known.reduce((sum, observance) => sum + observance.cost, 1);
  return (local, work) => {
    work.spend(STEPS_PER_MOMENT * cost);
    return offsetAt(known, local);
  };
}

function unsupportedZone(component: ICAL.Component): NodeError {
  const name = describeValue(String(component.getFirstPropertyValue('tzid')));
  const expected = 'rules with FREQ=YEARLY that name one day of a year';
  return new NodeError(
    'calendar.zone_unsupported',
    `text: the calendar describes a time zone of its own, ${name}, without ${expected}`,
  );
}

/** A time that clocks skip has the offset from before, and one that they show twice is the first (RFC 5545 §3.3.5). */
function offsetAt(observances: readonly Observance[], local: DateTime): number {
  let last: { readonly began: DateTime; readonly observance: Observance } | undefined;
  for (const observance of observances) {
    const began = observance.lastBefore(local);
    if (began !== null && (last === undefined || began > last.began)) last = { began, observance };
  }
  if (last === undefined) return earliest(observances)?.before ?? 0;
  const { before, since } = last.observance;
  return local < last.began.plus({ seconds: Math.max(0, since - before) }) ? before : since;
}

function earliest(observances: readonly Observance[]): Observance | undefined {
  return observances.reduce<Observance | undefined>(
    (early, one) => (early === undefined || one.first < early.first ? one : early),
    undefined,
  );
}

/** Nothing for a part without what makes it one, and `null` for one that is not understood. */
function readObservance(component: ICAL.Component): (Observance | null)[] {
  const start = component.getFirstPropertyValue('dtstart');
  const since = offsetOf(component, 'tzoffsetto');
  const before = offsetOf(component, 'tzoffsetfrom');
  if (start === null && since === null && before === null) return [];
  if (!(start instanceof ICAL.Time) || since === null || before === null) return [null];
  const dates = component.getAllProperties('rdate').flatMap((property) => property.getValues());
  const moments = [start, ...dates.filter((date) => date instanceof ICAL.Time)].map((time) => localOf(time, before));
  const ruled = ruledMoments(component, { start, offset: before });
  if (ruled === null) return [null];
  return [
    {
      lastBefore: (local) => latest([...moments, ...ruled(local)], local),
      first: localOf(start, before),
      before,
      since,
      cost: moments.length + 2,
    },
  ];
}

/** Seconds from UTC. ical.js would leave out the seconds of `+00:53:28`. */
function offsetOf(component: ICAL.Component, name: string): number | null {
  const written: unknown = component.getFirstProperty(name)?.jCal[3];
  const [found, sign, hours, minutes, seconds = 0] = OFFSET.exec(String(written)) ?? [];
  if (found === undefined) return null;
  return (sign === '-' ? -1 : 1) * (3600 * Number(hours) + 60 * Number(minutes) + Number(seconds));
}

function latest(moments: readonly DateTime[], local: DateTime): DateTime | null {
  return moments.reduce<DateTime | null>(
    (last, moment) => (moment <= local && (last === null || moment > last) ? moment : last),
    null,
  );
}

type Beginning = { readonly start: ICAL.Time; readonly offset: number };

/** The moments that the rule names in the year of a local time and in the one before, or in the last two that it has. */
function ruledMoments(
  component: ICAL.Component,
  { start, offset }: Beginning,
): ((local: DateTime) => DateTime[]) | null {
  const [rule, ...others] = component.getAllProperties('rrule').map((property) => property.getFirstValue());
  if (rule === undefined) return () => [];
  const day = rule instanceof ICAL.Recur && others.length === 0 ? yearlyDay(rule, start) : null;
  if (!(rule instanceof ICAL.Recur) || day === null) return null;
  const first = localOf(start, offset);
  const until = rule.until === null ? null : localOf(rule.until, offset);
  const lastYear = Math.min(until?.year ?? Infinity, rule.count ? first.year + rule.count - 1 : Infinity);
  return (local) => {
    const year = Math.min(local.year, lastYear);
    const moments = [year - 1, year].flatMap((one) => momentIn(day, one, first));
    return moments.filter((moment) => moment >= first && (until === null || moment <= until));
  };
}

function momentIn(day: YearlyDay, year: number, { hour, minute, second }: DateTime): DateTime[] {
  const found = day(year);
  return found === null ? [] : [found.set({ hour, minute, second })];
}

/** The local time as if it were one in UTC, so that local times can be compared. */
function localOf(time: ICAL.Time, offset: number): DateTime {
  const { year, month, day, hour, minute, second } = time;
  const local = DateTime.utc(year, month, day, hour, minute, second);
  return time.zone === ICAL.Timezone.utcTimezone ? local.plus({ seconds: offset }) : local;
}
