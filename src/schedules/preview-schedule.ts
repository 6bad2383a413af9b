import { type ClockChange, clockChangeOf } from '../nodes/schedule/clock-change.ts';
import { ruleText } from '../nodes/schedule/rule-text.ts';
import type { ScheduleRule } from '../nodes/schedule/schedule-rule.ts';
import { createTimetable, type TimetableOf } from '../nodes/schedule/timetable.ts';
import { localTimeOf } from '../nodes/schedule/zone-clock.ts';
import type { Clock } from '../shared/clock.ts';
import type { PreviewSchedule, SchedulePreview } from './preview.schemas.ts';

/** A preview looks fifty years ahead: there are days that come every forty years. */
const HORIZON = 50 * 365.25 * 24 * 3_600_000;

const NOTES: { readonly [change in ClockChange]: string } = {
  moved: 'The clock is put forward over its time, so it runs at the first moment after that.',
  first_of_two: 'The clock is put back and shows this time twice; this is the first.',
  second_of_two: 'The clock is put back and shows this time twice; this is the second.',
};

type Run = SchedulePreview['runs'][number];

/** The next runs of a schedule that is not stored. Reads nothing and changes nothing. */
export function previewSchedule({ now }: { readonly now: Clock }, draft: PreviewSchedule): SchedulePreview {
  const time = now();
  const origin = momentOr(draft.starts_at, time);
  const timetable = { rule: ruleOf(draft), timezone: draft.timezone, origin };
  const from = Math.max(momentOr(draft.from, time), momentOr(draft.starts_at, Number.NEGATIVE_INFINITY));
  const until = Math.min(momentOr(draft.ends_at, Number.POSITIVE_INFINITY), from + HORIZON);
  return {
    rule: ruleText(timetable.rule),
    timezone: draft.timezone,
    origin: new Date(origin).toISOString(),
    runs: runsBetween(timetable, { from, until, count: draft.count }),
  };
}

function ruleOf({ rule, cron_expression: expression = '' }: PreviewSchedule): ScheduleRule {
  return rule ?? { unit: 'cron', expression };
}

function momentOr(written: string | undefined, other: number): number {
  return written === undefined ? other : Date.parse(written);
}

type Part = { readonly from: number; readonly until: number; readonly count: number };

function runsBetween(timetable: TimetableOf, { from, until, count }: Part): Run[] {
  const { next } = createTimetable(timetable);
  const runs: Run[] = [];
  for (let run = next(from - 1); run !== null && run < until && runs.length < count; run = next(run)) {
    runs.push(showRun(timetable, run));
  }
  return runs;
}

function showRun(timetable: TimetableOf, run: number): Run {
  const change = clockChangeOf(timetable, run);
  return {
    at: new Date(run).toISOString(),
    ...localTimeOf(timetable.timezone, run),
    clock_change: change,
    note: change === null ? null : NOTES[change],
  };
}
