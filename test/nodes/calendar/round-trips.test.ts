import * as fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/engine/json.ts';
import { foldLines } from '../../../src/nodes/calendar/fold-lines.ts';
import { eventOf, linesOf, read, readText, write } from './support.ts';

/** Texts with all that means something in a calendar, and of any length. */
const piece = fc.oneof(
  fc.constantFrom(
    ',',
    ';',
    ':',
    '\\',
    '\n',
    '"',
    "'",
    '^',
    '^n',
    '\\n',
    '\\,',
    '=',
    '%',
    ' ',
    '\t',
    'é',
    '語',
    '👩‍👩‍👧',
    'ß',
  ),
  fc.constantFrom('\nEND:VEVENT\n', '\nATTENDEE:mailto:x@example.com', '";X=1:', 'a'.repeat(80), '語'.repeat(30)),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
);
const text = fc.array(piece, { minLength: 1, maxLength: 12 }).map((pieces) => pieces.join(''));

/** As a calendar can hold a text: one kind of line break, and no other control characters. */
function written(value: string): string {
  const broken = value.replaceAll('\r\n', '\n').replaceAll('\r', '\n');
  return [...broken].filter((one) => one === '\t' || one === '\n' || (one >= ' ' && one !== '\u007f')).join('');
}

const person = fc.record({ email: fc.constantFrom('a@example.com', 'b.c+d@example.org'), name: text });

const zone = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC');
const moment = fc.date({ min: new Date('1990-01-01'), max: new Date('2060-01-01'), noInvalidDate: true });
const span = fc.record({ moment, zone, seconds: fc.integer({ min: 0, max: 10_000_000 }) });

async function roundTrip(config: JsonObject, timezone: string): Promise<JsonObject | undefined> {
  return (await readText(await write(config, timezone), timezone))[0];
}

describe('an event that is written and read again', () => {
  test('has its texts and people', () =>
    fc.assert(
      fc.asyncProperty(
        fc.record({ title: text.filter((title) => title !== ''), description: text, location: text, uid: text }),
        person,
        fc.array(fc.record({ email: fc.constant('c@example.com'), name: text, rsvp: fc.boolean() }), { maxLength: 3 }),
        async (texts, organizer, attendees) => {
          const seen = await roundTrip({ ...texts, organizer, attendees }, 'UTC');
          expect(seen).toMatchObject({
            summary: written(texts.title),
            description: written(texts.description),
            location: written(texts.location),
            uid: written(texts.uid),
            organizer: { email: organizer.email, name: written(organizer.name) },
            attendees: attendees.map(({ email, name, rsvp }) => ({ email, name: written(name), rsvp })),
          });
        },
      ),
      { numRuns: 500 },
    ));

  test('takes place at the same moments', () =>
    fc.assert(
      fc.asyncProperty(span, fc.boolean(), async ({ moment: date, zone: timezone, seconds }, named) => {
        const start = DateTime.fromJSDate(date, { zone: timezone }).startOf('second');
        const end = start.plus({ seconds });
        const config = { start: start.toISO(), end: end.toISO(), ...(named ? { timezone } : {}) };
        const seen = await roundTrip(config, timezone);
        const millis = [seen?.start, seen?.end].map((time) => DateTime.fromISO(String(time)).toMillis());
        expect(millis).toEqual([start.toMillis(), end.toMillis()]);
        expect(seen).toMatchObject({ all_day: false, floating: false, tzid: tzidOf(seen, named ? timezone : 'UTC') });
      }),
      { numRuns: 300 },
    ));

  test('recurs in its zone by its rule', () =>
    fc.assert(
      fc.asyncProperty(span, async ({ moment: date, zone: timezone }) => {
        const start = DateTime.fromJSDate(date, { zone: timezone }).set({ hour: 9, minute: 0 }).startOf('second');
        const recurrence_rule = 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;WKST=SU';
        const seen = await roundTrip({ start: start.toISO(), recurrence_rule }, timezone);
        const expected = { timezone, recurrence_rule, floating: false, start: start.toISO() };
        expect(seen).toMatchObject(expected);
      }),
      { numRuns: 100 },
    ));

  test('takes the same days', () =>
    fc.assert(
      fc.asyncProperty(moment, fc.integer({ min: 0, max: 40 }), zone, async (date, days, timezone) => {
        const first = DateTime.fromJSDate(date, { zone: 'utc' }).startOf('day');
        const last = first.plus({ days });
        const seen = await roundTrip({ all_day: true, start: first.toISODate(), end: last.toISODate() }, timezone);
        const end = last.plus({ days: 1 }).toISODate();
        expect(seen).toMatchObject({ all_day: true, start: first.toISODate(), end, timezone: null, floating: false });
      }),
      { numRuns: 200 },
    ));

  test('takes place when clocks show its times', () =>
    fc.assert(
      fc.asyncProperty(span, zone, async ({ moment: date, zone: timezone, seconds }, other) => {
        const start = DateTime.fromJSDate(date, { zone: timezone }).startOf('second');
        const config = { floating: true, start: start.toISO(), end: start.plus({ seconds }).toISO() };
        const [seen] = await readText(await write(config, timezone), other);
        const there = start.setZone(other, { keepLocalTime: true });
        expect(seen).toMatchObject({ floating: true, timezone: other });
        if (there.hour === start.hour) {
          expect(there.getPossibleOffsets().map((time) => time.toISO())).toContain(seen?.start);
        }
      }),
      { numRuns: 200 },
    ));

  test.each(['', 'x', ' ', '\n', '\u0000\u0007', '\r', '\u2028', '\ud83d'])(
    'may have the text %j',
    async (description) => {
      expect(await roundTrip({ description }, 'UTC')).toMatchObject({ description: written(description) });
    },
  );
});

describe('people that are read', () => {
  test.each([
    ['CN="Bell; Ada: B"', 'Bell; Ada: B'],
    ['CN=Bell\\, Ada', 'Bell, Ada'],
    ['CN="Bell\\, Ada"', 'Bell\\, Ada'],
    ['CN="C:\\new\\dir"', 'C:\\new\\dir'],
    ['CN=a\\nb', 'a\\nb'],
    ["CN=O^'Neil^nand ^^", 'O"Neil\nand ^'],
    ['CN="語 👩‍👩‍👧"', '語 👩‍👩‍👧'],
  ])('have their names: %s', async (parameter, name) => {
    const [event] = await read(eventOf(`ATTENDEE;${parameter};RSVP=true:MAILTO:a@example.com`));
    expect(event?.attendees).toMatchObject([{ name, email: 'a@example.com', rsvp: true }]);
  });
});

/** A time that its zone shows twice is in UTC if it is the second. */
function tzidOf(seen: JsonObject | undefined, zone: string): string | null {
  return zone === 'UTC' || String(seen?.start).endsWith('Z') || seen?.tzid === null ? null : zone;
}

describe('lines of a calendar that is written', () => {
  const octets = (line: string) => new TextEncoder().encode(line).length;

  test('have 75 octets at most, and no character is split', () =>
    fc.assert(
      fc.property(fc.array(text, { maxLength: 4 }), (texts) => {
        const line = texts.join('').replace(/[\r\n]/g, '');
        const folded = foldLines(line);
        const parts = folded.split('\r\n');
        expect(parts.every((part) => octets(part) <= 75 && part.isWellFormed())).toBe(true);
        expect(parts.slice(1).every((part) => part.startsWith(' '))).toBe(true);
        expect(folded.replaceAll('\r\n ', '')).toBe(line);
        expect(parts.slice(0, -1).every((part) => octets(part) > 71)).toBe(true);
      }),
    ));

  test('are so in the whole file', async () => {
    const name = 'ö'.repeat(400);
    const config = { description: '語,'.repeat(300), attendees: [{ email: 'a@example.com', name }] };
    const text = await write({ ...config, recurrence_rule: 'FREQ=DAILY' }, 'Africa/Cairo');
    expect(text.split('\r\n').every((line) => octets(line) <= 75)).toBe(true);
    expect(linesOf(text)).toContain(`DESCRIPTION:${'語\\,'.repeat(300)}`);
  });

  test('come in the order and the form that they had', async () => {
    expect(foldLines('')).toBe('');
    expect(foldLines('a\r\nb')).toBe('a\r\nb');
    expect(foldLines('a'.repeat(75))).toBe('a'.repeat(75));
    expect(foldLines('a'.repeat(76))).toBe(`${'a'.repeat(75)}\r\n a`);
    expect(foldLines('a'.repeat(150))).toBe(`${'a'.repeat(75)}\r\n ${'a'.repeat(74)}\r\n a`);
  });
});
