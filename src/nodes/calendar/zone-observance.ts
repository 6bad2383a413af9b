import ICAL from 'ical.js';
import { readParts } from './recurrence-rule.ts';
import { readWritten } from './written-time.ts';
import { midnightOf, yearlyDay } from './yearly-rule.ts';
import { DAY } from './zone-moments.ts';

/**
 * One kind of time of a zone, such as summer time: when it begins, and how the clocks go before and then. All in milliseconds;
 * local times as if they were in UTC, so that they can be compared.
 */
export type Observance = {
  readonly first: number;
  readonly before: number;
  readonly since: number;
  /** When it begins, whatever its rule says. */
  readonly moments: readonly number[];
  /** The moments that its rule names in a year and in the one before, or in the last two that it has. */
  readonly ruledIn: (year: number) => readonly number[];
  /** How many days are looked at for a year. */
  readonly looks: number;
};

type Ruled = Pick<Observance, 'ruledIn' | 'looks'>;

/** When an observance begins first, by its own clocks, and their offset from UTC before. */
type Beginning = { readonly start: ICAL.Time; readonly first: number; readonly before: number };

const OFFSET = /^([+-])(\d\d):(\d\d)(?::(\d\d))?$/;
const SECOND = 1000;
const NO_RULE: Ruled = { ruledIn: () => [], looks: 0 };

/**
 * Nothing for a part of a zone without what makes it one, and `null` for one that is not understood. `field`: where it stands,
 * for messages. Throws `NodeError` `calendar.bad_rule`.
 */
export function readObservance(component: ICAL.Component, field: string): (Observance | null)[] {
  const start = component.getFirstPropertyValue('dtstart');
  const since = offsetOf(component, 'tzoffsetto');
  const before = offsetOf(component, 'tzoffsetfrom');
  if (start === null && since === null && before === null) return [];
  if (!(start instanceof ICAL.Time) || since === null || before === null) return [null];
  const first = localOf(start, before);
  const ruled = readRuled(component, { start, first, before }, field);
  if (ruled === null) return [null];
  const dates = component.getAllProperties('rdate').flatMap((property) => property.getValues());
  const others = dates.filter((date) => date instanceof ICAL.Time).map((date) => localOf(date, before));
  return [{ first, before, since, moments: [first, ...others], ...ruled }];
}

/** ical.js would leave out the seconds of `+00:53:28`. */
function offsetOf(component: ICAL.Component, name: string): number | null {
  const written: unknown = component.getFirstProperty(name)?.jCal[3];
  const [found, sign, hours, minutes, seconds = 0] = OFFSET.exec(String(written)) ?? [];
  if (found === undefined) return null;
  return (sign === '-' ? -1 : 1) * (3600 * Number(hours) + 60 * Number(minutes) + Number(seconds)) * SECOND;
}

/** The rule, which `contentLines` has made a text. It is not run through year by year, as ical.js would do. */
function readRuled(component: ICAL.Component, { start, first, before }: Beginning, field: string): Ruled | null {
  const [text, ...others] = component.getAllProperties('rrule').map((property) => String(property.getFirstValue()));
  if (text === undefined) return NO_RULE;
  const rule = readParts(text, field);
  const day = others.length > 0 ? null : yearlyDay(rule, start);
  if (day === null) return null;
  const until = endOf(rule.get('UNTIL'), before);
  const lastOfCount = rule.has('COUNT') ? start.year + Number(rule.get('COUNT')) - 1 : Infinity;
  const lastYear = Math.min(lastOfCount, Number.isFinite(until) ? new Date(until).getUTCFullYear() : Infinity);
  const timeOfDay = first - midnightOf(start.year, start.month, start.day);
  const ruledIn = (year: number) => {
    const last = Math.min(year, lastYear);
    const days = [day.in(last - 1), day.in(last)].filter((midnight) => midnight !== null);
    return days.map((midnight) => midnight + timeOfDay).filter((moment) => moment >= first && moment <= until);
  };
  return { ruledIn, looks: 2 * day.looks };
}

/** The last moment of UNTIL; of a day it is all. */
function endOf(text: string | undefined, before: number): number {
  const until = text === undefined ? null : readWritten(text);
  if (until === null) return Infinity;
  const local = until.local.toMillis();
  if (until.kind === 'utc') return local + before;
  return until.kind === 'date' ? local + DAY - 1 : local;
}

function localOf(time: ICAL.Time, offset: number): number {
  const { year, month, day, hour, minute, second } = time;
  const local = midnightOf(year, month, day) + (3600 * hour + 60 * minute + second) * SECOND;
  return time.zone === ICAL.Timezone.utcTimezone ? local + offset : local;
}
