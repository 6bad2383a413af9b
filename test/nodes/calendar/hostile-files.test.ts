import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calendarOf, eventOf, readText, WINTER } from './support.ts';

const FILE = calendarOf([
  'X-WR-TIMEZONE:America/New_York',
  'BEGIN:VTIMEZONE',
  'TZID:Mine',
  ...WINTER,
  'BEGIN:DAYLIGHT',
  'DTSTART:19700329T020000',
  'TZOFFSETFROM:+0100',
  'TZOFFSETTO:+0200',
  'RDATE:19700329T020000',
  'END:DAYLIGHT',
  'END:VTIMEZONE',
  ...eventOf(
    'DTSTART;TZID=Mine:20260304T090000',
    'DURATION:P1DT2H',
    'RRULE:FREQ=WEEKLY;BYDAY=MO,TU;UNTIL=20261231T000000Z',
    'EXDATE;TZID="tzone://Microsoft/Utc":20260311T090000,20260312T090000',
    'RDATE;VALUE=PERIOD:20260412T090000Z/PT2H',
    'RECURRENCE-ID;RANGE=THISANDFUTURE:20260408T070000Z',
    'SUMMARY;LANGUAGE=de:a\\, b',
    'ATTENDEE;CN="A; \\ B";RSVP=TRUE:mailto:a@example.com',
  ),
]);

/** A file with some characters taken out, put in, or in other places. */
const spoiled = fc
  .array(
    fc.record({
      at: fc.nat(FILE.length),
      length: fc.nat(6),
      text: fc.oneof(
        fc.constantFrom(
          ';',
          ':',
          ',',
          '=',
          '"',
          '\\',
          '\r\n',
          '\n ',
          'Z',
          'T',
          '/',
          '0',
          '99',
          '-1',
          'TZID=',
          'VALUE=DATE',
        ),
        fc.string({ unit: 'binary', maxLength: 3 }),
      ),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map((changes) =>
    changes.reduce((text, { at, length, text: put }) => text.slice(0, at) + put + text.slice(at + length), FILE),
  );

describe('a calendar file that is spoiled', () => {
  test('is as it was before', async () => {
    expect(await readText(FILE)).toMatchObject([{ start: '2026-03-04T08:00:00.000Z', tzid: 'Mine' }]);
  });

  test('is read, or refused in words', () =>
    fc.assert(
      fc.asyncProperty(spoiled, async (text) => {
        const read = await readText(text).catch((error: unknown) => error);
        if (!Array.isArray(read)) expect(read).toMatchObject({ code: expect.stringMatching(/^calendar\./), item: 0 });
        else expect(read.every(({ start }) => start === null || /^\d{4}-\d\d-\d\d/.test(String(start)))).toBe(true);
      }),
      { numRuns: 1000 },
    ));
});
