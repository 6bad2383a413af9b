import type { DateTime } from 'luxon';
import type { EventTime } from './event-times.ts';
import { badRule, type RecurrenceRule } from './recurrence-rule.ts';
import { readWritten, type WrittenTime } from './written-time.ts';

/** When a series begins. `moment`: its first time, or what the clock shows then if it is a day or in no zone. */
export type SeriesStart = {
  readonly kind: 'date' | 'floating' | 'zoned';
  readonly moment: DateTime;
};

/** The kind of time that UNTIL has to be (RFC 5545 §3.3.10), and how it is told. */
const KINDS: { readonly [kind in SeriesStart['kind']]: readonly [WrittenTime['kind'], string] } = {
  date: ['date', 'the event takes whole days, so it has to be a day (20261231)'],
  floating: ['local', 'the event is in no zone, so it has to be a time without one (20261231T235959)'],
  zoned: ['utc', 'the event begins at a time, so it has to be a time in UTC (20261231T235959Z)'],
};

/** Parts and frequencies within a day. */
const TIMES: ReadonlySet<string> = new Set(['BYHOUR', 'BYMINUTE', 'BYSECOND', 'HOURLY', 'MINUTELY', 'SECONDLY']);

const TOO_EARLY = 'that is before the start of the event';

/** Checks that a rule that is written ends as the series begins, and not before. Throws `NodeError` `calendar.bad_rule`. */
export function checkUntil(rule: RecurrenceRule, { kind, moment }: SeriesStart, field: string): void {
  const until = untilOf(rule);
  if (until === null) return;
  const [wanted, because] = KINDS[kind];
  if (until.kind !== wanted) throw badRule(field, until.part, because);
  if (until.local < moment) throw badRule(field, until.part, TOO_EARLY);
}

/**
 * Checks that a rule that others wrote does not end before the start. An UNTIL of another kind than the start is taken where
 * it can mean one thing only: of a day all of it counts, and a time without a zone is one by the clocks of the event. Only a
 * time in UTC says nothing of an event without a zone. Throws `NodeError` `calendar.bad_rule`.
 */
export function checkForeignUntil(rule: RecurrenceRule, start: EventTime, field: string): void {
  const until = untilOf(rule);
  if (until === null) return;
  if (until.kind === 'utc' && start.kind !== 'zoned') throw badRule(field, until.part, KINDS[start.kind][1]);
  const begin = until.kind === 'utc' && start.kind === 'zoned' ? start.at : start.local;
  const end = until.kind === 'date' ? until.local.endOf('day') : until.local;
  if (end < begin) throw badRule(field, until.part, TOO_EARLY);
}

/** UNTIL, and how it stands in the rule. */
function untilOf(rule: RecurrenceRule): (WrittenTime & { readonly part: string }) | null {
  const text = rule.get('UNTIL');
  const until = text === undefined ? null : readWritten(text);
  return until && { ...until, part: `UNTIL=${text}` };
}

/** Checks that a rule names no times of day, for an event of whole days. Throws `NodeError` `calendar.bad_rule`. */
export function checkWholeDays(rule: RecurrenceRule, field: string): void {
  const timed = [...rule].find(([name, value]) => TIMES.has(name) || TIMES.has(value));
  if (timed !== undefined) throw badRule(field, timed.join('='), 'the event takes whole days');
}
