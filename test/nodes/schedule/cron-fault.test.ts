import { describe, expect, test } from 'vitest';
import { cronFault } from '../../../src/nodes/schedule/cron-fault.ts';

describe('a cron expression is taken', () => {
  test.each([
    '* * * * *',
    ' 0  9 * * 1-5 ',
    '*/15 8-17 * * MON-FRI',
    '0,30 6,18 1,15 jan,JUL *',
    '0 0-23/2 * * *',
    '0 0 L * *',
    '0 0 LW * *',
    '0 0 15W * *',
    '0 0 1W,15,L * ?',
    '0 9 * * FRI#2',
    '0 9 * * 5#L',
    '0 9 * * 5L',
    '0 9 1 * +MON',
    '0 0 29 2 *',
    '0 0 29 2 +MON',
    '0 0 * * 7',
    '@hourly',
    '@Daily',
    '@midnight',
    '@weekly',
    '@monthly',
    '@yearly',
    '@annually',
  ])('%s', (expression) => {
    expect(cronFault(expression)).toBeNull();
  });
});

describe('a cron expression is refused, and told why', () => {
  test.each([
    ['', 'schedules.cron_field_count', 'this has none'],
    ['0 9 * *', 'schedules.cron_field_count', 'this has 4'],
    ['at noon', 'schedules.cron_field_count', 'this has 2'],
    ['0 0 9 * * *', 'schedules.cron_seconds', 'seconds'],
    ['0 0 9 * * * 2026', 'schedules.cron_field_count', 'this has 7'],
    ['@reboot', 'schedules.cron_nickname', '@reboot'],
    ['@every 5m', 'schedules.cron_nickname', '@every 5m'],
    ['{{ $json.cron }}', 'schedules.cron_has_expression', 'expressions'],
    ['{{ 1 }} 9 * * *', 'schedules.cron_has_expression', 'expressions'],
    ['60 * * * *', 'schedules.cron_field', 'minute: 60 is more than 59'],
    ['-1 * * * *', 'schedules.cron_field', 'minute: an end of its range is missing'],
    ['1.5 * * * *', 'schedules.cron_field', 'minute: "1.5" is no number that it takes'],
    ['0 24 * * *', 'schedules.cron_field', 'hour: 24 is more than 23'],
    ['0 22-2 * * *', 'schedules.cron_field', 'hour: the range "22-2" goes backwards'],
    ['0 9 0 * *', 'schedules.cron_field', 'day of the month: 0 is less than 1'],
    ['0 9 32W * *', 'schedules.cron_field', 'day of the month: 32 is more than 31'],
    ['0 9 * 13 *', 'schedules.cron_field', 'month: 13 is more than 12'],
    ['0 9 * JANUARY *', 'schedules.cron_field', 'month: "JANUARY" is no number or name that it takes'],
    ['0 9 * * 8', 'schedules.cron_field', 'day of the week: 8 is more than 7'],
    ['0 9 * * FRI-MON', 'schedules.cron_field', 'day of the week: the range "FRI-MON" goes backwards'],
    ['0 9 * * MON#6', 'schedules.cron_field', 'day of the week: "MON#6" is no number or name that it takes'],
    ['*/0 * * * *', 'schedules.cron_field', 'minute: a step of 0 leads nowhere'],
    ['*/61 * * * *', 'schedules.cron_field', 'minute: the step 61 is more than there are'],
    ['*/x * * * *', 'schedules.cron_field', 'minute: the step "x" is no number'],
    ['5/10 * * * *', 'schedules.cron_field', 'minute: the step of "5" needs * or a range before it'],
    ['1/2/3 * * * *', 'schedules.cron_field', 'minute: "1/2/3" has two steps'],
    ['1,,2 * * * *', 'schedules.cron_field', 'minute: a part of its list is empty'],
    ['0 0 30 2 *', 'schedules.never_comes', 'never comes'],
    ['0 0 31 4,6,9,11 *', 'schedules.never_comes', 'never comes'],
    ['0 0 1 * +MON#2', 'schedules.never_comes', 'never comes'],
  ])('%s', (expression, code, reason) => {
    const fault = cronFault(expression);
    expect(fault?.code).toBe(code);
    expect(fault?.message).toContain(reason);
  });

  test('nothing that the fields allow is refused without a reason', () => {
    const minutes = ['*', '0', '*/5', '1-5', '1-30/2', '0,30', '?'];
    const days = ['*', '1', 'L', 'LW', '15W', '1,L', '1-7', '*/2', '1W,15W', '31W'];
    const weekdays = ['*', '0', '7', 'MON', '1-5', 'MON-FRI', '5#2', 'FRI#L', '5L', 'MON,WED', '+1', '*/2', '1#1,5#L'];
    const codes = minutes.flatMap((minute) =>
      days.flatMap((day) => weekdays.map((weekday) => cronFault(`${minute} 0 ${day} * ${weekday}`)?.code)),
    );
    expect(codes).not.toContain('schedules.cron_invalid');
  });
});
