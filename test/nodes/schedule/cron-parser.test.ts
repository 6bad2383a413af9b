import { CronExpressionParser } from 'cron-parser';
import { describe, expect, test } from 'vitest';
import { type ScheduleRule, scheduleRuleSchema } from '../../../src/nodes/schedule/schedule-rule.ts';
import { createTimetable } from '../../../src/nodes/schedule/timetable.ts';
import { type ClockChange, clockChanges } from './brute-force/clock-changes.ts';
import { ALL_HOURS, NAMED_HOURS } from './brute-force/expressions.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const AROUND = 3 * HOUR;

/** Once a minute says the same as every seven, and takes longest. `W` is what cron-parser doesn't know. */
const LEFT_OUT = ['* * * * *', '0 3 15W * *'];
const EXPRESSIONS = [...ALL_HOURS, ...NAMED_HOURS].filter((expression) => !LEFT_OUT.includes(expression));

/** One change of each kind: at this time on the wall, by so much. */
function changesOfEachKind(): ClockChange[] {
  const kinds = new Map<string, ClockChange>();
  for (const change of clockChanges(Date.UTC(2026, 0, 1), Date.UTC(2029, 0, 1))) {
    kinds.set(`${(change.at + change.before) % DAY} ${change.after - change.before}`, change);
  }
  return [...kinds.values()];
}

/** Lord Howe moves its clocks by half an hour, and Chatham at a quarter to: there cron-parser loses runs or never ends. */
function isWholeHour({ at, before, after }: ClockChange): boolean {
  return (after - before) % HOUR === 0 && (at + before) % HOUR === 0;
}

function ours(rule: ScheduleRule, { zones: [timezone = ''], at }: ClockChange): number[] {
  const { next } = createTimetable({ rule, timezone, origin: at });
  const runs: number[] = [];
  for (let run = next(at - AROUND - 1); run !== null && run < at + AROUND; run = next(run)) runs.push(run);
  return runs;
}

function theirs(expression: string, { zones: [tz = ''], at }: ClockChange): number[] {
  // It writes the last Sunday of the month in another way.
  const parser = CronExpressionParser.parse(expression.replace('SUN#L', '0L'), { tz, currentDate: at - AROUND - 1 });
  const runs: number[] = [];
  for (let run = parser.next().getTime(); run < at + AROUND; run = parser.next().getTime()) runs.push(run);
  return runs;
}

/**
 * Why the two may differ in a run. Clocks put forward: it keeps the minute of a time in the gap, so that 02:30 runs at 03:30 and a
 * quarter-hourly rule runs four times, and it loses what a gap swallows at midnight. Clocks put back: what comes to lie at or
 * across midnight, or in a change by two hours, it runs the second time, or twice.
 */
function isExplained(run: number, { at, before, after }: ClockChange, expression: string): boolean {
  if (after > before) return NAMED_HOURS.includes(expression) && run >= at && run < at + after - before;
  const unusual = before - after > HOUR || (at + after) % DAY === 0;
  return unusual && Math.abs(run - at) <= before - after;
}

describe('cron-parser', () => {
  const rules = EXPRESSIONS.map((expression) => ({
    expression,
    rule: scheduleRuleSchema.parse({ unit: 'cron', expression }),
  }));

  test.each(
    changesOfEachKind()
      .filter(isWholeHour)
      .map((change) => ({ change, name: `${change.zones[0]} at ${new Date(change.at).toISOString()}` })),
  )('runs at the same times but where its difference is known: $name', ({ change }) => {
    for (const { expression, rule } of rules) {
      const [we, they] = [ours(rule, change), theirs(expression, change)];
      const differing = [...we.filter((run) => !they.includes(run)), ...they.filter((run) => !we.includes(run))];
      const strange = differing.filter((run) => !isExplained(run, change, expression));
      expect(strange.map((run) => `${expression} ${new Date(run).toISOString()}`)).toEqual([]);
    }
  });
});
