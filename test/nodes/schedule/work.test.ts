import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scheduleRuleSchema } from '../../../src/nodes/schedule/schedule-rule.ts';
import { createTimetable } from '../../../src/nodes/schedule/timetable.ts';
import { startCounting, type WorkCounter } from '../../support/count-work.ts';

let counter: WorkCounter;
beforeAll(async () => {
  counter = await startCounting();
});
afterAll(() => counter.stop());

/** Calls and branches: a next run that is forty years away takes some 50,000, and a look at 28 years some 450,000. */
const MOST_TO_FIND = 200_000;
const MOST_TO_REFUSE = 1_000_000;
const ORIGIN = Date.UTC(2026, 0, 1);

/** What an action takes when what it needs is compiled. */
async function workOf(act: () => unknown): Promise<number> {
  act();
  await counter.sinceLast();
  act();
  return counter.sinceLast();
}

describe('the work for the next run is bounded', () => {
  test.each([
    '* * * * *',
    '* * 29 2 +MON',
    '0 0 29 2 +MON',
    '59 23 29W 2 +5#5',
    '*/59 */23 */31 */12 *',
    '0 0 * 2 5#5',
    Array.from({ length: 20 }, (_none, index) => index)
      .join(',')
      .concat(' * * * *'),
  ])('%s', async (expression) => {
    const rule = scheduleRuleSchema.parse({ unit: 'cron', expression });
    const { next } = createTimetable({ rule, timezone: 'Europe/Berlin', origin: ORIGIN });
    expect(await workOf(() => next(Date.UTC(2072, 2, 1)))).toBeLessThan(MOST_TO_FIND);
  });

  test.each([
    { unit: 'months', interval: 11, day: 29 },
    { unit: 'months', interval: 12, day: 31 },
    { unit: 'weeks', interval: 52, weekdays: [0, 1, 2, 3, 4, 5, 6] },
    { unit: 'hours', interval: 23, minute: 59 },
  ])('%j', async (written) => {
    const { next } = createTimetable({
      rule: scheduleRuleSchema.parse(written),
      timezone: 'Africa/Casablanca',
      origin: Date.UTC(2026, 1, 1),
    });
    expect(await workOf(() => next(Date.UTC(2999, 0, 1)))).toBeLessThan(MOST_TO_FIND);
  });
});

describe('the work for refusing is bounded', () => {
  test.each([
    '0 0 1 * +MON#2',
    '0 0 31 2,4,6,9,11 +0,1,2,3,4,5,6',
    '* * 31W 2 *',
    '{{'.repeat(1_000_000),
    '0,'.repeat(1_000_000),
  ])('%#', async (expression) => {
    expect(await workOf(() => scheduleRuleSchema.safeParse({ unit: 'cron', expression }))).toBeLessThan(MOST_TO_REFUSE);
    expect(scheduleRuleSchema.safeParse({ unit: 'cron', expression }).success).toBe(false);
  });
});
