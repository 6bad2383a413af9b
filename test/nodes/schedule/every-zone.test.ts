import { describe, expect, test } from 'vitest';
import { ruleText } from '../../../src/nodes/schedule/rule-text.ts';
import { type ScheduleRule, scheduleRuleSchema } from '../../../src/nodes/schedule/schedule-rule.ts';
import { createTimetable } from '../../../src/nodes/schedule/timetable.ts';
import { type ClockChange, clockChanges } from './brute-force/clock-changes.ts';
import { ALL_HOURS, NAMED_HOURS } from './brute-force/expressions.ts';
import { matcher } from './brute-force/match-cron.ts';
import { runsOnce, runsWheneverShown, watchClock } from './brute-force/wall-clock.ts';

const HOURS = 5;
const HOUR = 3_600_000;

const CHANGES = clockChanges(Date.UTC(2026, 0, 1), Date.UTC(2029, 0, 1));
const RULES = [
  ...ALL_HOURS.map((expression) => ({
    rule: ruleOf(expression),
    matches: matcher(expression),
    runs: runsWheneverShown,
  })),
  ...NAMED_HOURS.map((expression) => ({ rule: ruleOf(expression), matches: matcher(expression), runs: runsOnce })),
];

function ruleOf(expression: string): ScheduleRule {
  return scheduleRuleSchema.parse({ unit: 'cron', expression });
}

function found(rule: ScheduleRule, { zones: [zone = ''], at }: ClockChange): number[] {
  const { next } = createTimetable({ rule, timezone: zone, origin: at });
  const runs: number[] = [];
  const end = at + HOURS * HOUR;
  for (let run = next(at - HOURS * HOUR - 1); run !== null && run < end; run = next(run)) runs.push(run);
  return runs;
}

function shown(moments: readonly number[]): string[] {
  return moments.map((moment) => new Date(moment).toISOString());
}

describe('around each change of the clocks of 2026 to 2028', () => {
  test('there are the zones and the expressions that this is about', () => {
    const zones = new Set(CHANGES.flatMap((change) => change.zones));
    expect([zones.size > 100, CHANGES.length > 100, RULES.length]).toEqual([true, true, 50]);
    expect([...zones]).toEqual(
      expect.arrayContaining(['Australia/Lord_Howe', 'Africa/Cairo', 'Asia/Beirut', 'Africa/Casablanca']),
    );
  });

  test.each(CHANGES.map((change) => ({ change, name: `${change.zones[0]} at ${new Date(change.at).toISOString()}` })))(
    'runs are those that a watcher of the clock makes: $name',
    ({ change }) => {
      const ticks = watchClock(change, HOURS);
      for (const { rule, matches, runs } of RULES) {
        expect(shown(found(rule, change)), ruleText(rule)).toEqual(shown(runs(ticks, matches)));
      }
    },
  );
});
