import ICAL from 'ical.js';
import { DateTime } from 'luxon';
import type { WorkMeter } from '../../engine/work-meter.ts';
import { unsupportedZone, type YearlyDay, yearlyDay } from './yearly-rule.ts';

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

/** What looking at one moment costs in steps. */
const STEPS_PER_MOMENT = 4;

/**
 * Reads a VTIMEZONE (RFC 5545 §3.6.5). Its rules are not run through year by year, as ical.js would do however many times they
 * fall due. Throws `NodeError` `calendar.zone_unsupported`.
 */
export function readZone(component: ICAL.Component): OwnZone {
  const observances = component.getAllSubcomponents().flatMap(readObservance);
  const cost = observances.reduce((sum, observance) => sum + observance.cost, 1);
  return (local, work) => {
    work.spend(STEPS_PER_MOMENT * cost);
    return offsetAt(observances, local);
  };
}

function offsetAt(observances: readonly Observance[], local: DateTime): number {
  let last: { readonly began: DateTime; readonly since: number } | undefined;
  for (const { lastBefore, since } of observances) {
    const began = lastBefore(local);
    if (began !== null && (last === undefined || began > last.began)) last = { began, since };
  }
  return last?.since ?? earliest(observances)?.before ?? 0;
}

function earliest(observances: readonly Observance[]): Observance | undefined {
  return observances.reduce<Observance | undefined>(
    (early, one) => (early === undefined || one.first < early.first ? one : early),
    undefined,
  );
}

function readObservance(component: ICAL.Component): Observance[] {
  const start = component.getFirstPropertyValue('dtstart');
  const since = component.getFirstPropertyValue('tzoffsetto');
  const before = component.getFirstPropertyValue('tzoffsetfrom');
  if (!(start instanceof ICAL.Time && since instanceof ICAL.UtcOffset && before instanceof ICAL.UtcOffset)) return [];
  const offset = before.toSeconds();
  const dates = component.getAllProperties('rdate').flatMap((property) => property.getValues());
  const moments = [start, ...dates.filter((date) => date instanceof ICAL.Time)].map((time) => localOf(time, offset));
  const ruled = ruledMoments(component, { start, offset });
  return [
    {
      lastBefore: (local) => latest([...moments, ...ruled(local)], local),
      first: localOf(start, offset),
      before: offset,
      since: since.toSeconds(),
      cost: moments.length + 2,
    },
  ];
}

function latest(moments: readonly DateTime[], local: DateTime): DateTime | null {
  return moments.reduce<DateTime | null>(
    (last, moment) => (moment <= local && (last === null || moment > last) ? moment : last),
    null,
  );
}

type Beginning = { readonly start: ICAL.Time; readonly offset: number };

/** The moments that the rule names in the year of a local time and in the one before, or in the last two that it has. */
function ruledMoments(component: ICAL.Component, { start, offset }: Beginning): (local: DateTime) => DateTime[] {
  const [rule, ...others] = component.getAllProperties('rrule').map((property) => property.getFirstValue());
  if (rule === undefined) return () => [];
  if (!(rule instanceof ICAL.Recur) || others.length > 0) throw unsupportedZone();
  const day = yearlyDay(rule, start);
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
