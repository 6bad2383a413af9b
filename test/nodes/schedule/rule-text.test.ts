import { describe, expect, test } from 'vitest';
import { parseRuleText, ruleText } from '../../../src/nodes/schedule/rule-text.ts';
import { scheduleRuleSchema } from '../../../src/nodes/schedule/schedule-rule.ts';

describe('ruleText', () => {
  test.each([
    [{ unit: 'minutes' }, 'every minute'],
    [{ unit: 'minutes', interval: 15 }, 'every 15 minutes'],
    [{ unit: 'hours', interval: 6, minute: 5 }, 'every 6 hours at minute 5'],
    [{ unit: 'days', hour: 7, minute: 30 }, 'every day at 07:30'],
    [{ unit: 'weeks', interval: 2, weekdays: [4, 1, 4], hour: 9 }, 'every 2 weeks on mon,thu at 09:00'],
    [
      { unit: 'weeks', interval: 52, weekdays: [0, 1, 2, 3, 4, 5, 6] },
      'every 52 weeks on sun,mon,tue,wed,thu,fri,sat at 00:00',
    ],
    [{ unit: 'months', interval: 3, day: 31, hour: 23, minute: 59 }, 'every 3 months on day 31 at 23:59'],
    [{ unit: 'cron', expression: '  */5  * * *   MON-FRI ' }, '*/5 * * * MON-FRI'],
    [{ unit: 'cron', expression: '@hourly' }, '@hourly'],
  ])('writes %j as one line, which is read as the same rule', (written, line) => {
    const rule = scheduleRuleSchema.parse(written);
    expect(ruleText(rule)).toBe(line);
    expect(ruleText(parseRuleText(line))).toBe(line);
  });
});

describe('parseRuleText', () => {
  test.each([
    '',
    'every',
    'every 0 days at 07:30',
    'every 60 minutes',
    'every day on mon at 09:00',
    'every 2 weeks on moo at 09:00',
    'every day at 24:00',
    'tomorrow',
    `0 0 * * *${' '.repeat(200)}`,
  ])('refuses %j', (line) => {
    expect(() => parseRuleText(line)).toThrow('[');
  });
});
