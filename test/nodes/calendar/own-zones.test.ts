import * as fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import { readRule } from '../../../src/nodes/calendar/recurrence-rule.ts';
import { yearlyDay } from '../../../src/nodes/calendar/yearly-rule.ts';
import { eventOf, read, stepsOf } from './support.ts';

const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const DAYS = Array.from({ length: 31 }, (_none, index) => index + 1);
const ANY_SUNDAY = `RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=SU;BYMONTHDAY=${DAYS.join(',')}`;

const change = (...lines: readonly string[]) => ['BEGIN:STANDARD', ...lines, 'END:STANDARD'];
const begin = (start: string) => [`DTSTART:${start}`, 'TZOFFSETFROM:+0100', 'TZOFFSETTO:+0300'];
const ruled = (rule: string) => change(...begin('19700329T020000'), `RRULE:${rule}`);
const zoneOf = (name: string, ...changes: readonly string[][]) => [
  'BEGIN:VTIMEZONE',
  `TZID:${name}`,
  ...changes.flat(),
  'END:VTIMEZONE',
];
const repeated = (count: number, lines: string[]) => Array.from({ length: count }, () => lines);
const startIn = async (zone: string, lines: readonly string[]) =>
  (await read([...lines, ...eventOf(`DTSTART;TZID=${zone}:20260701T100000`)]))[0]?.start;

/** What exceptions in a zone of so many changes cost. */
function stepsFor(changes: number, exceptions: readonly string[]): number {
  const zone = zoneOf('X', ...repeated(changes, change(...begin('19000101T000000'), ANY_SUNDAY)));
  return stepsOf([...zone, ...eventOf('DTSTART:20260701T100000Z', `EXDATE;TZID=X:${exceptions.join(',')}`)]);
}

const NOT_UNDERSTOOD = [
  ruled('FREQ=YEARLY;BYMONTH=3;BYDAY=SU;BYSETPOS=-1'),
  ruled('FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU;BYHOUR=3'),
  ruled('FREQ=SECONDLY'),
  ruled('FREQ=YEARLY;INTERVAL=2'),
  [...ruled('FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU').slice(0, -1), 'RRULE:FREQ=YEARLY', 'END:STANDARD'],
  change('DTSTART:19700329T020000', 'TZOFFSETFROM:+0100'),
];

const NOT_RULES: readonly (readonly [rule: string, named: string])[] = [
  ['FREQ=YEARLY;BYMONTH=13', 'BYMONTH=13: BYMONTH is 1 to 12'],
  ['FREQ=YEARLY;BYMONTH=0', 'BYMONTH=0: BYMONTH is 1 to 12'],
  ['FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=40', 'BYMONTHDAY is 1 to 31, or -31 to -1'],
  ['FREQ=YEARLY;BYMONTH=3;BYDAY=XX', 'BYDAY=XX'],
  ['FREQ=YEARLY;BYHOUR=25', 'BYHOUR is 0 to 23'],
  ['FREQ=NEVER', 'FREQ=NEVER'],
  ['FREQ=YEARLY;UNTIL=soon', 'UNTIL=SOON'],
  ['FREQ=YEARLY;COUNT=x', 'COUNT=X'],
];

describe('a zone that the calendar describes in a way that is not understood', () => {
  const all = [...NOT_UNDERSTOOD, ...NOT_RULES.map(([rule]) => ruled(rule))];

  test.each(all)('is the public one of its name, if there is one: %#', async (...lines) => {
    for (const name of ['Europe/Berlin', 'W. Europe Standard Time', '"Europe/Berlin"', '/x.org/1/Europe/Berlin']) {
      expect(await startIn(name, zoneOf(name, lines))).toBe('2026-07-01T10:00:00.000+02:00');
    }
    const [event] = await read([
      'X-WR-TIMEZONE:Europe/Berlin',
      ...zoneOf('Europe/Berlin', lines),
      ...eventOf('DTSTART:20260701T100000'),
    ]);
    expect(event).toMatchObject({ start: '2026-07-01T10:00:00.000+02:00', timezone: 'Europe/Berlin' });
  });

  test.each(NOT_UNDERSTOOD)('is refused without such a name: %#', async (...lines) => {
    const refused = { code: 'calendar.zone_unsupported', message: expect.stringContaining('"Mine"') };
    await expect(startIn('Mine', zoneOf('Mine', lines))).rejects.toMatchObject(refused);
  });

  test.each(NOT_RULES)('is refused without such a name, and its rule is named: %s', async (rule, named) => {
    const refused = { code: 'calendar.bad_rule', message: expect.stringContaining(named) };
    await expect(startIn('Mine', zoneOf('Mine', ruled(rule)))).rejects.toMatchObject(refused);
    await expect(startIn('Mine', zoneOf('Mine', ruled(rule)))).rejects.toThrow('the time zone "Mine"');
  });

  test.each(all)('harms no event that is not in it: %#', async (...lines) => {
    expect(await startIn('Asia/Tokyo', zoneOf('Mine', lines))).toBe('2026-07-01T10:00:00.000+09:00');
  });
});

describe('a zone that the calendar describes', () => {
  test('may have a long history', async () => {
    const history = Array.from({ length: 400 }, (_none, index) => change(...begin(`${1600 + index}0329T020000`)));
    expect(await startIn('Mine', zoneOf('Mine', ...history))).toBe('2026-07-01T07:00:00.000Z');
  });

  test('has no more than a thousand parts', async () => {
    const lines = (count: number) => repeated(count, change(...begin('19700329T020000')));
    expect(await startIn('Mine', zoneOf('Mine', ...lines(1000)))).toBe('2026-07-01T07:00:00.000Z');
    await expect(startIn('Mine', zoneOf('Mine', ...lines(1001)))).rejects.toMatchObject({
      code: 'calendar.zone_unsupported',
      message: expect.stringContaining('over 1000'),
    });
  });

  test.each([
    ['UNTIL=20260329', '2026-07-01T07:00:00.000Z'],
    ['UNTIL=20260328', '2026-07-01T09:00:00.000Z'],
    ['UNTIL=20260329T020000', '2026-07-01T07:00:00.000Z'],
    ['UNTIL=20260329T015959', '2026-07-01T09:00:00.000Z'],
    ['UNTIL=20260329T010000Z', '2026-07-01T07:00:00.000Z'],
    ['UNTIL=20260329T005959Z', '2026-07-01T09:00:00.000Z'],
    ['COUNT=57', '2026-07-01T07:00:00.000Z'],
    ['COUNT=56', '2026-07-01T09:00:00.000Z'],
  ])('goes by its rule until it ends: %s', async (end, start) => {
    const back = change('DTSTART:20260101T000000', 'TZOFFSETFROM:+0300', 'TZOFFSETTO:+0100');
    expect(await startIn('Mine', zoneOf('Mine', ruled(`FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=29;${end}`), back))).toBe(
      start,
    );
  });

  test('costs for each time the same, however many changes it has', () => {
    const exceptions = (count: number) => Array.from({ length: count }, () => '20260701T090000');
    const more = (changes: number) => stepsFor(changes, exceptions(2000)) - stepsFor(changes, exceptions(1000));
    expect(more(50)).toBeCloseTo(more(1));
  });

  test('costs for each further year all days that are looked at', () => {
    const years = (count: number) => Array.from({ length: count }, (_none, index) => `${2000 + index}0701T090000`);
    expect(stepsFor(50, years(200)) - stepsFor(50, years(100))).toBeGreaterThan(100 * 50 * 2 * 31);
  });

  test('is read once, however its name is written', () => {
    const zone = zoneOf('X', ...repeated(50, change(...begin('19000101T000000'), ANY_SUNDAY)));
    const events = (count: number) =>
      Array.from({ length: count }, (_none, index) =>
        eventOf(`DTSTART;TZID="${' '.repeat(index)}X":20260701T100000`),
      ).flat();
    const cost = stepsOf([...zone, ...events(100)]) - stepsOf([...zone, ...events(1)]);
    expect(cost).toBeLessThan(100 * 1200);
  });
});

describe('the day of a rule of a zone', () => {
  const year = fc.integer({ min: 1, max: 9999 });
  const month = fc.integer({ min: 1, max: 12 });
  const weekday = fc.constantFrom(...WEEKDAYS);
  const monthDay = fc.oneof(fc.integer({ min: 1, max: 31 }), fc.integer({ min: -31, max: -1 }));

  const found = (rule: string, at: number) => yearlyDay(readRule(rule, ''), { month: 1, day: 1 })?.in(at) ?? null;
  const daysOf = (at: number, of: number) => {
    const first = DateTime.utc(at, of, 1);
    return Array.from({ length: first.daysInMonth ?? 0 }, (_none, index) => first.plus({ days: index }));
  };

  test('is the nth weekday of a month', () => {
    const nth = fc.constantFrom(1, 2, 3, 4, 5, -1, -2, -3, -4, -5);
    fc.assert(
      fc.property(year, month, weekday, nth, (at, of, name, place) => {
        const days = daysOf(at, of).filter((day) => WEEKDAYS[day.weekday - 1] === name);
        const day = days.at(place > 0 ? place - 1 : place);
        expect(found(`FREQ=YEARLY;BYMONTH=${of};BYDAY=${place}${name}`, at)).toBe(day?.toMillis() ?? null);
      }),
      { numRuns: 500 },
    );
  });

  test('is a day of a month, counted from either end', () => {
    fc.assert(
      fc.property(year, monthDay, (at, day) => {
        const expected = daysOf(at, 3).at(day > 0 ? day - 1 : day);
        expect(found(`FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=${day}`, at)).toBe(expected?.toMillis() ?? null);
      }),
      { numRuns: 500 },
    );
  });

  test('is the first of several days that has the weekday, each looked at once', () => {
    fc.assert(
      fc.property(year, weekday, fc.array(monthDay, { minLength: 1, maxLength: 31 }), (at, name, days) => {
        const all = daysOf(at, 3);
        const named = days.map((day) => all.at(day > 0 ? day - 1 : day));
        const expected = named.find((day) => WEEKDAYS[(day?.weekday ?? 0) - 1] === name);
        const rule = `FREQ=YEARLY;BYMONTH=3;BYDAY=${name},${name};BYMONTHDAY=${[...days, ...days].join(',')}`;
        expect(found(rule, at)).toBe(expected?.toMillis() ?? null);
        expect(yearlyDay(readRule(rule, ''), { month: 1, day: 1 })?.looks).toBe(new Set(days).size);
      }),
      { numRuns: 500 },
    );
  });
});
