import { describe, expect, test } from 'vitest';
import { scheduleRuleSchema } from '../../../src/nodes/schedule/schedule-rule.ts';
import { createTimetable } from '../../../src/nodes/schedule/timetable.ts';

type Asked = { readonly zone?: string; readonly origin?: string; readonly after?: string; readonly count?: number };

/** The next times of a rule, as moments in UTC without seconds. */
function timesOf(written: object, asked: Asked): (string | null)[] {
  const { zone = 'UTC', origin = '2026-01-01T00:00Z', count = 4 } = asked;
  const after = asked.after ?? origin;
  const timetable = createTimetable({
    rule: scheduleRuleSchema.parse(written),
    timezone: zone,
    origin: Date.parse(origin),
  });
  const times: (string | null)[] = [];
  for (let at: number | null = Date.parse(after); at !== null && times.length < count; ) {
    at = timetable.next(at);
    times.push(at === null ? null : new Date(at).toISOString().replace(':00.000Z', 'Z'));
  }
  return times;
}

const cron = (expression: string) => ({ unit: 'cron', expression });
const berlin = { zone: 'Europe/Berlin' };
const SPRING = '2026-03-29T00:00Z';
const AUTUMN = '2026-10-24T23:10Z';

describe('a local time that does not exist', () => {
  test('runs at the first moment after the gap', () => {
    expect(timesOf(cron('30 2 * * *'), { ...berlin, after: SPRING, count: 2 })).toEqual([
      '2026-03-29T01:00Z',
      '2026-03-30T00:30Z',
    ]);
  });

  test('runs once with others of its gap', () => {
    expect(timesOf(cron('*/15 2,3 * * *'), { ...berlin, after: SPRING, count: 2 })).toEqual([
      '2026-03-29T01:00Z',
      '2026-03-29T01:15Z',
    ]);
  });
});

describe('a local time that exists twice', () => {
  test('runs once, the first time', () => {
    expect(timesOf(cron('30 2 * * *'), { ...berlin, after: AUTUMN, count: 2 })).toEqual([
      '2026-10-25T00:30Z',
      '2026-10-26T01:30Z',
    ]);
  });

  test('runs twice if the rule names all hours', () => {
    expect(timesOf(cron('30 * * * *'), { ...berlin, after: AUTUMN, count: 3 })).toEqual([
      '2026-10-24T23:30Z',
      '2026-10-25T00:30Z',
      '2026-10-25T01:30Z',
    ]);
  });
});
