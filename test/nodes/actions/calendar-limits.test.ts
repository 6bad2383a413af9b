import * as fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import { parseCalendar } from '../../../src/nodes/calendar/parse-calendar.ts';
import { calendarOf, read, stepsOf } from '../calendar/support.ts';

const parse = (lines: readonly string[]) => read(lines, 'UTC');

type Rule = { readonly start: string; readonly from: string; readonly to: string; readonly rule?: string };

function observance({ start, from, to, rule }: Rule): string[] {
  const lines = [
    `DTSTART:${start}`,
    `TZOFFSETFROM:${from}`,
    `TZOFFSETTO:${to}`,
    ...(rule === undefined ? [] : [`RRULE:${rule}`]),
  ];
  return ['BEGIN:STANDARD', ...lines, 'END:STANDARD'];
}

function zone(name: string, ...rules: Rule[]): string[] {
  return ['BEGIN:VTIMEZONE', `TZID:${name}`, ...rules.flatMap(observance), 'END:VTIMEZONE'];
}

function event(start: string): string[] {
  return ['BEGIN:VEVENT', `DTSTART;TZID=Mine:${start}`, 'END:VEVENT'];
}

function ruled(rule: string): string[] {
  return [...zone('Mine', { start: '00010101T000000', from: '+0100', to: '+0200', rule }), ...event('20260304T100000')];
}

const BERLIN = zone(
  'Mine',
  { start: '19700329T020000', from: '+0100', to: '+0200', rule: 'FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU' },
  { start: '19701025T030000', from: '+0200', to: '+0100', rule: 'FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU' },
);
const NEW_YORK = zone(
  'Mine',
  { start: '20070311T020000', from: '-0500', to: '-0400', rule: 'FREQ=YEARLY;BYMONTH=3;BYDAY=2SU' },
  {
    start: '20071104T020000',
    from: '-0400',
    to: '-0500',
    rule: 'FREQ=YEARLY;BYMONTH=11;BYDAY=SU;BYMONTHDAY=1,2,3,4,5,6,7',
  },
);

describe('time zones of a calendar', () => {
  test.each([
    ['Europe/Berlin', BERLIN],
    ['America/New_York', NEW_YORK],
  ])('are read as the public ones are: %s', (name, lines) => {
    const moment = fc.date({ min: new Date('2008-01-01'), max: new Date('2037-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(moment, (date) => {
        const expected = DateTime.fromJSDate(date, { zone: name }).startOf('second');
        const others = expected.getPossibleOffsets().map((time) => time.toUTC().toISO());
        const [seen] = parseCalendar(calendarOf([...lines, ...event(expected.toFormat("yyyyMMdd'T'HHmmss"))]), 'UTC', {
          spend: () => undefined,
        });
        expect(others).toContain(seen?.start);
      }),
    );
  });

  test.each([
    ['FREQ=YEARLY', '2026-03-04T08:00:00.000Z'],
    ['FREQ=YEARLY;COUNT=1', '2026-03-04T08:00:00.000Z'],
    ['FREQ=YEARLY;UNTIL=20000101T000000Z', '2026-03-04T08:00:00.000Z'],
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', '2026-03-04T08:00:00.000Z'],
  ])('with %s', async (rule, start) => {
    expect(await parse(ruled(rule))).toMatchObject([{ start }]);
  });

  test.each([
    'FREQ=SECONDLY',
    'FREQ=MINUTELY',
    'FREQ=HOURLY',
    'FREQ=DAILY',
    'FREQ=WEEKLY',
    'FREQ=MONTHLY',
    'FREQ=YEARLY;BYSECOND=1,2,3',
    'FREQ=YEARLY;BYHOUR=1,2',
    'FREQ=YEARLY;BYDAY=SU',
    'FREQ=YEARLY;BYMONTH=1,2;BYDAY=1SU',
    'FREQ=YEARLY;BYMONTHDAY=1,2',
    'FREQ=YEARLY;BYWEEKNO=20',
    'FREQ=YEARLY;BYSETPOS=1;BYDAY=1SU',
    'FREQ=YEARLY;INTERVAL=2',
  ])('are refused with %s', async (rule) => {
    await expect(parse(ruled(rule))).rejects.toMatchObject({ code: 'calendar.zone_unsupported', item: 0 });
  });

  test('are limited in number', async () => {
    const many = Array.from({ length: 501 }, (_none, index) => zone(`Z${index}`)).flat();
    await expect(parse(many)).rejects.toMatchObject({ code: 'calendar.too_many_zones' });
  });

  test('cost for each event what they have, whatever its year', () => {
    const years = Array.from({ length: 200 }, (_none, index) => event(`${2000 + 40 * index}0304T100000`)).flat();
    const empty = Array.from({ length: 100 }, () => ['BEGIN:STANDARD', 'END:STANDARD']).flat();
    const mine = [
      'BEGIN:VTIMEZONE',
      'TZID:Mine',
      ...observance({ start: '00010101T000000', from: '+0100', to: '+0200', rule: 'FREQ=YEARLY' }),
      ...empty,
      'END:VTIMEZONE',
    ];
    expect(stepsOf([...mine, ...years])).toBeLessThan(200 * 300);
  });
});

describe('lines of a calendar', () => {
  test('cost more than their length when they have many parameters', () => {
    const line = (count: number) => `ATTENDEE${';x=y'.repeat(count)}:mailto:a@example.com`;
    expect(stepsOf([line(2000)])).toBeGreaterThan(3 * stepsOf([line(1000)]));
  });

  test('stop the node when they cost too much', async () => {
    const line = `ATTENDEE${';x=y'.repeat(100_000)}:mailto:a@example.com`;
    await expect(parse(['BEGIN:VEVENT', line, 'END:VEVENT'])).rejects.toMatchObject({ code: 'node.work_limit' });
  });

  test('cost for each event the same, many or few', () => {
    const events = (count: number) =>
      Array.from({ length: count }, (_none, index) =>
        event('20260304T100000').map((line) => line.replace('Mine', `/v${index}.example.org/Europe/Berlin`)),
      ).flat();
    expect(stepsOf(events(2000)) / stepsOf(events(1000))).toBeLessThan(2.1);
  });
});
