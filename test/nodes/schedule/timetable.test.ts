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

describe('where a whole day or midnight is skipped', () => {
  test('Apia had no 30th of December 2011: its times run as the 31st begins', () => {
    const apia = { zone: 'Pacific/Apia', after: '2011-12-29T20:00Z', count: 3 };
    expect(timesOf(cron('30 12 * * *'), apia)).toEqual(['2011-12-29T22:30Z', '2011-12-30T10:00Z', '2011-12-30T22:30Z']);
    expect(timesOf(cron('0 9 30 12 *'), { ...apia, count: 1 })).toEqual(['2011-12-30T10:00Z']);
    expect(timesOf(cron('0 * * * *'), { ...apia, after: '2011-12-30T08:30Z', count: 2 })).toEqual([
      '2011-12-30T09:00Z',
      '2011-12-30T10:00Z',
    ]);
  });

  test.each([
    ['America/Asuncion', '2023-09-30T12:00Z', '2023-10-01T04:00Z'],
    ['Asia/Beirut', '2026-03-28T12:00Z', '2026-03-28T22:00Z'],
    ['Africa/Cairo', '2026-04-23T12:00Z', '2026-04-23T22:00Z'],
  ])('%s has a day without midnight, which begins an hour later', (zone, after, run) => {
    expect(timesOf({ unit: 'days' }, { zone, after, count: 1 })).toEqual([run]);
    expect(timesOf(cron('@daily'), { zone, after, count: 1 })).toEqual([run]);
  });
});

describe('half an hour', () => {
  const lordHowe = { zone: 'Australia/Lord_Howe', after: '2026-04-04T13:30Z' };

  test('is what Lord Howe puts its clocks back by', () => {
    expect(timesOf(cron('45 1 * * *'), { ...lordHowe, count: 2 })).toEqual(['2026-04-04T14:45Z', '2026-04-05T15:15Z']);
    expect(timesOf(cron('45 * * * *'), { ...lordHowe, count: 3 })).toEqual([
      '2026-04-04T13:45Z',
      '2026-04-04T14:45Z',
      '2026-04-04T15:15Z',
    ]);
  });

  test('does not move the minute at which hours are counted', () => {
    const hours = { unit: 'hours', interval: 2, minute: 10 };
    expect(timesOf(hours, { ...lordHowe, origin: '2026-04-04T13:00Z', count: 3 })).toEqual([
      '2026-04-04T15:40Z',
      '2026-04-04T17:40Z',
      '2026-04-04T19:40Z',
    ]);
  });

  test('and quarters are offsets of zones', () => {
    expect(timesOf({ unit: 'hours', minute: 0 }, { zone: 'Asia/Kathmandu', count: 2 })).toEqual([
      '2026-01-01T00:15Z',
      '2026-01-01T01:15Z',
    ]);
    expect(timesOf(cron('0 9 * * *'), { zone: 'Asia/Kolkata', count: 1 })).toEqual(['2026-01-01T03:30Z']);
  });
});

describe('every n counts from the origin', () => {
  test('minutes go on across hours and changes of the clock', () => {
    const every = { unit: 'minutes', interval: 25 };
    expect(timesOf(every, { origin: '2026-01-01T10:07:31Z' })).toEqual([
      '2026-01-01T10:32Z',
      '2026-01-01T10:57Z',
      '2026-01-01T11:22Z',
      '2026-01-01T11:47Z',
    ]);
    expect(timesOf(every, { ...berlin, origin: '2026-10-25T00:00Z', after: '2026-10-25T00:30Z', count: 3 })).toEqual([
      '2026-10-25T00:50Z',
      '2026-10-25T01:15Z',
      '2026-10-25T01:40Z',
    ]);
  });

  test('hours go on across days', () => {
    expect(timesOf({ unit: 'hours', interval: 7, minute: 30 }, { origin: '2026-01-01T10:07Z' })).toEqual([
      '2026-01-01T10:30Z',
      '2026-01-01T17:30Z',
      '2026-01-02T00:30Z',
      '2026-01-02T07:30Z',
    ]);
  });

  test('days go on across months', () => {
    expect(timesOf({ unit: 'days', interval: 2, hour: 9 }, { origin: '2026-01-29T10:00Z' })).toEqual([
      '2026-01-31T09:00Z',
      '2026-02-02T09:00Z',
      '2026-02-04T09:00Z',
      '2026-02-06T09:00Z',
    ]);
  });

  test('weeks begin on Monday, and the first is that of the origin', () => {
    const every = { unit: 'weeks', interval: 2, weekdays: [0, 3], hour: 9 };
    expect(timesOf(every, { origin: '2026-01-01T10:00Z' })).toEqual([
      '2026-01-04T09:00Z',
      '2026-01-14T09:00Z',
      '2026-01-18T09:00Z',
      '2026-01-28T09:00Z',
    ]);
  });

  test('months that lack the day are left out', () => {
    expect(timesOf({ unit: 'months', day: 31 }, { origin: '2026-01-05T00:00Z' })).toEqual([
      '2026-01-31T00:00Z',
      '2026-03-31T00:00Z',
      '2026-05-31T00:00Z',
      '2026-07-31T00:00Z',
    ]);
    expect(timesOf({ unit: 'months', interval: 5, day: 1 }, { origin: '2026-10-02T00:00Z', count: 3 })).toEqual([
      '2027-03-01T00:00Z',
      '2027-08-01T00:00Z',
      '2028-01-01T00:00Z',
    ]);
  });

  test('a day that the months of the rule never have does not come', () => {
    expect(timesOf({ unit: 'months', interval: 12, day: 30 }, { origin: '2026-02-01T00:00Z', count: 1 })).toEqual([
      null,
    ]);
    expect(
      timesOf(
        { unit: 'months', interval: 11, day: 29 },
        { origin: '2097-02-28T12:00Z', after: '2097-02-28T12:00Z', count: 1 },
      ),
    ).toEqual(['2098-01-29T00:00Z']);
  });

  test('times before the origin are there, too, for a past range', () => {
    expect(
      timesOf(
        { unit: 'days', interval: 3, hour: 9 },
        { origin: '2026-01-10T00:00Z', after: '2026-01-01T10:00Z', count: 3 },
      ),
    ).toEqual(['2026-01-04T09:00Z', '2026-01-07T09:00Z', '2026-01-10T09:00Z']);
  });
});
