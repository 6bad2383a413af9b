import * as fc from 'fast-check';
import ICAL from 'ical.js';
import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import { linesOf, readText, write } from './support.ts';

/** Zones of all kinds: with rules of both hemispheres, by half an hour, without changes, without a rule. */
const ZONES = [
  'Europe/Berlin',
  'Europe/Dublin',
  'America/New_York',
  'America/Santiago',
  'America/Sao_Paulo',
  'America/Nuuk',
  'America/Havana',
  'Australia/Sydney',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'Asia/Kathmandu',
  'Asia/Jerusalem',
  'Asia/Gaza',
  'Africa/Cairo',
  'Africa/Casablanca',
  'Etc/UTC',
] as const;

/** Years in which zones had other rules than they have now. */
const YEARS = [1975, 1999, 2005, 2014, 2026];

/** Nine o'clock of each third day for eight years. */
function someDays(zone: string, year: number): DateTime[] {
  const first = DateTime.fromObject({ year, month: 1, day: 2, hour: 9 }, { zone });
  return Array.from({ length: (8 * 365) / 3 }, (_none, index) => first.plus({ days: 3 * index }));
}

/** A reader that goes by the VTIMEZONE alone: ical.js, which asks nobody for zones. */
function momentsByFile(text: string, locals: readonly DateTime[]): number[] {
  const component = new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent('vtimezone');
  if (component === null) throw new Error('The calendar describes no zone');
  const zone = new ICAL.Timezone(component);
  return locals.map(({ year, month, day, hour, minute, second }) =>
    new ICAL.Time({ year, month, day, hour, minute, second, isDate: false }, zone).toUnixTime(),
  );
}

/** The same calendar, with the zone under a name that nobody knows, so that only what it says of the zone is left. */
function renamed(text: string, zone: string): string {
  return linesOf(text).join('\r\n').replaceAll(`TZID:${zone}`, 'TZID:Mine').replaceAll(`TZID=${zone}`, 'TZID=Mine');
}

const series = (zone: string, year: number) =>
  write({ start: `${year}-01-02T09:00`, recurrence_rule: 'FREQ=DAILY' }, zone);

describe('the zone that is written with a series', () => {
  const cases = ZONES.flatMap((zone) => YEARS.map((year) => [zone, year] as const));

  test.each(cases)('%s from %i is read by others as it is', async (zone, year) => {
    const days = someDays(zone, year);
    const moments = momentsByFile(await series(zone, year), days);
    expect(moments).toEqual(days.map((day) => day.toSeconds()));
  });

  test.each(cases)('%s from %i is read by us as it is, without its name', async (zone, year) => {
    const text = renamed(await series(zone, year), zone);
    const days = someDays(zone, year).filter((_day, index) => index % 5 === 0);
    const times = days.map((day) => `RDATE;TZID=Mine:${day.toFormat("yyyyMMdd'T'HHmmss")}`).join('\r\n');
    const [event] = await readText(text.replace('SUMMARY:', `${times}\r\nSUMMARY:`));
    expect(event?.recurrence_dates).toEqual(days.map((day) => day.toUTC().toISO()));
  });

  test('tells each second around a change', () => {
    const zone = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'America/Havana');
    const moment = fc.date({ min: new Date('2026-01-03'), max: new Date('2054-12-31'), noInvalidDate: true });
    const texts = new Map<string, Promise<string>>();
    return fc.assert(
      fc.asyncProperty(zone, moment, async (name, date) => {
        const text = texts.get(name) ?? series(name, 2026);
        texts.set(name, text);
        const at = DateTime.fromJSDate(date, { zone: name }).startOf('second');
        const [read] = momentsByFile(await text, [at]);
        expect(at.getPossibleOffsets().map((time) => time.toSeconds())).toContain(read);
      }),
      { numRuns: 300 },
    );
  });

  test('keeps nine o’clock at nine over a change of the clocks', async () => {
    const text = await write({ start: '2026-03-27T09:00', recurrence_rule: 'FREQ=DAILY;COUNT=4' });
    const event = new ICAL.Event(new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent('vevent') ?? undefined);
    const times = event.iterator();
    const utc = Array.from({ length: 4 }, () => new Date(times.next().toUnixTime() * 1000).toISOString());
    expect(utc.map((time) => time.slice(5, 16))).toEqual(['03-27T08:00', '03-28T08:00', '03-29T07:00', '03-30T07:00']);
  });

  test('goes by rules where there are some', async () => {
    const lines = linesOf(await series('Europe/Berlin', 2026));
    expect(lines.slice(4, 18)).toEqual([
      'BEGIN:VTIMEZONE',
      'TZID:Europe/Berlin',
      'BEGIN:DAYLIGHT',
      'DTSTART:20250330T020000',
      'TZOFFSETFROM:+0100',
      'TZOFFSETTO:+0200',
      'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
      'END:DAYLIGHT',
      'BEGIN:STANDARD',
      'DTSTART:20251026T030000',
      'TZOFFSETFROM:+0200',
      'TZOFFSETTO:+0100',
      'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU',
      'END:STANDARD',
    ]);
  });

  test('goes on by rules for as long as the series may', async () => {
    const text = await series('Europe/Berlin', 2026);
    const days = someDays('Europe/Berlin', 2090);
    expect(momentsByFile(text, days)).toEqual(days.map((day) => day.toSeconds()));
  });

  test('is there at the ends of time', async () => {
    for (const year of ['0001', '9999']) {
      const text = await write({ start: `${year}-06-01T09:00`, recurrence_rule: 'FREQ=DAILY' });
      const [event] = await readText(renamed(text, 'Europe/Berlin'));
      const start = DateTime.fromISO(`${year}-06-01T09:00`, { zone: 'Europe/Berlin' });
      expect(event).toMatchObject({ start: start.toUTC().toISO() });
    }
  });
});

describe('the times of an event that is written', () => {
  test.each([
    [{}, ['DTSTART:20260501T160000Z', 'DTEND:20260501T170000Z']],
    [
      { timezone: 'America/New_York' },
      ['DTSTART;TZID=America/New_York:20260501T180000', 'DTEND;TZID=America/New_York:20260501T190000'],
    ],
    [{ timezone: 'UTC', recurrence_rule: 'FREQ=DAILY' }, ['DTSTART:20260501T180000Z']],
    [{ timezone: 'GMT+0530', recurrence_rule: 'FREQ=DAILY' }, ['DTSTART;TZID="UTC+5:30":20260501T180000']],
    [{ recurrence_rule: 'FREQ=DAILY' }, ['DTSTART;TZID=Europe/Berlin:20260501T180000']],
    [{ floating: true }, ['DTSTART:20260501T180000', 'DTEND:20260501T190000']],
    [{ floating: true, recurrence_rule: 'FREQ=DAILY' }, ['DTSTART:20260501T180000']],
    [{ all_day: true, recurrence_rule: 'FREQ=DAILY' }, ['DTSTART;VALUE=DATE:20260501', 'DTEND;VALUE=DATE:20260502']],
    [{ start: '2026-10-25T02:30+02:00', timezone: 'Europe/Berlin' }, ['DTSTART;TZID=Europe/Berlin:20261025T023000']],
    [{ start: '2026-10-25T02:30+01:00', timezone: 'Europe/Berlin' }, ['DTSTART:20261025T013000Z']],
  ])('with %j', async (config, lines) => {
    const text = await write(config);
    expect(linesOf(text)).toEqual(expect.arrayContaining(lines));
    expect(text.includes('VTIMEZONE')).toBe(text.includes('TZID='));
  });

  test('say so where a series would begin at a time that comes twice', async () => {
    const second = { start: '2026-10-25T02:30+01:00', recurrence_rule: 'FREQ=DAILY' };
    await expect(write(second)).rejects.toMatchObject({
      code: 'calendar.ambiguous_start',
      message: expect.stringContaining('Europe/Berlin'),
    });
    expect(await write({ ...second, start: '2026-10-25T02:30+02:00' })).toContain(':20261025T023000');
  });

  test.each([
    ['2026-10-25T02:30', 'Europe/Berlin', 'DTSTART:20261025T003000Z'],
    ['2026-04-05 01:45', 'Australia/Lord_Howe', 'DTSTART:20260404T144500Z'],
    ['2026-11-01', 'America/Havana', 'DTSTART:20261101T040000Z'],
    ['2026-11-01T01:30', 'America/New_York', 'DTSTART:20261101T053000Z'],
  ])('are the first of two, unless their offset says more: %s in %s', async (start, zone, line) => {
    expect(linesOf(await write({ start }, zone))).toContain(line);
    expect(await write({ start, recurrence_rule: 'FREQ=DAILY' }, zone)).toContain(`DTSTART;TZID=${zone}:`);
  });

  test.each([
    { start: 8e15 },
    { start: '+010000-01-01' },
    { start: '0000-06-01' },
    { start: '9999-12-31', all_day: true },
    { start: '2026-01-01', end: 8e15 },
  ])('are refused in years that cannot be written: %j', async (config) => {
    await expect(write(config)).rejects.toMatchObject({ code: 'calendar.bad_year' });
  });
});
