import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/engine/json.ts';
import { calendarAction } from '../../../src/nodes/actions/calendar.ts';
import { jsonOf, outputsOf } from '../../support/node-run.ts';
import { eventOf, linesOf, read, write } from '../calendar/support.ts';

const TIMEZONE = 'Europe/Berlin';

const create = async (config: JsonObject) => linesOf(await write(config, TIMEZONE));
const parse = (lines: readonly string[]) => read(lines, TIMEZONE);

describe('action.calendar, create', () => {
  test('makes a calendar with one event, times in UTC', async () => {
    expect(await create({ end: '2026-05-01T23:30' })).toEqual([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//LinkFlow//iCalendar//EN',
      'METHOD:PUBLISH',
      'BEGIN:VEVENT',
      'UID:key-0',
      'DTSTAMP:20260304T050607Z',
      'DTSTART:20260501T160000Z',
      'DTEND:20260501T213000Z',
      'SUMMARY:Party',
      'STATUS:CONFIRMED',
      'TRANSP:OPAQUE',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ]);
  });

  test.each<[JsonObject, string[]]>([
    [{}, ['DTEND:20260501T170000Z']],
    [{ all_day: true }, ['DTSTART;VALUE=DATE:20260501', 'DTEND;VALUE=DATE:20260502']],
    [{ all_day: true, start: '2026-05-01', end: '2026-05-03' }, ['DTEND;VALUE=DATE:20260504']],
    [{ description: 'a, b\nc', location: 'Home; sweet' }, ['DESCRIPTION:a\\, b\\nc', 'LOCATION:Home\\; sweet']],
    [{ geolocation: { latitude: 52.5, longitude: -13.25 } }, ['GEO:52.5;-13.25']],
    [{ url: 'https://example.com/a?b=c,d' }, ['URL:https://example.com/a?b=c,d']],
    [{ organizer: { email: 'a@example.com', name: 'Ada' } }, ['ORGANIZER;CN=Ada:mailto:a@example.com']],
    [
      { attendees: [{ email: 'b@example.com', name: 'B; C', rsvp: true }] },
      ['METHOD:REQUEST', 'ATTENDEE;CN="B; C";RSVP=TRUE:mailto:b@example.com'],
    ],
    [{ status: 'cancelled', busy: false }, ['STATUS:CANCELLED', 'TRANSP:TRANSPARENT']],
    [{ recurrence_rule: 'FREQ=WEEKLY;COUNT=3' }, ['RRULE:FREQ=WEEKLY;COUNT=3']],
    [{ reminder_minutes: 90 }, ['BEGIN:VALARM', 'ACTION:DISPLAY', 'TRIGGER:-PT1H30M']],
    [{ uid: 'u-1', calendar_name: 'Mine' }, ['UID:u-1', 'X-WR-CALNAME:Mine']],
  ])('with %j', async (config, lines) => {
    expect(await create(config)).toEqual(expect.arrayContaining(lines.map((line) => expect.stringContaining(line))));
  });

  test.each<[JsonObject, string]>([
    [{ start: 'soon' }, 'date_time.not_a_date'],
    [{ end: '2026-04-01' }, 'calendar.ends_before_start'],
    [{ recurrence_rule: 'FREQ=SOMETIMES' }, 'calendar.bad_rule'],
    [{ recurrence_rule: 'FREQ=DAILY\r\nX:1' }, 'node.config_invalid'],
    [{ attendees: [{ email: 'a@example.com\r\nX:1' }] }, 'node.config_invalid'],
    [{ url: 'https://example.com/\r\nX:1' }, 'passed'],
  ])('refuses %j: %s', async (config, code) => {
    const lines = create(config);
    if (code === 'passed') expect((await lines).some((line) => line.startsWith('X:'))).toBe(false);
    else await expect(lines).rejects.toMatchObject({ code });
  });

  test('never lets a text begin a line of its own', async () => {
    const evil = 'x\r\nATTENDEE:mailto:evil@example.com';
    const lines = await create({
      title: evil,
      description: evil,
      location: evil,
      uid: evil,
      organizer: { email: 'a@b.co', name: evil },
    });
    expect(lines.filter((line) => line.startsWith('ATTENDEE'))).toEqual([]);
  });

  test('makes a file', async () => {
    const config = { operation: 'create', title: 'x', start: '2026-05-01', output: 'file' };
    const outputs = await outputsOf(calendarAction, { items: [{}], config });
    expect(outputs.main?.[0]?.binary?.data).toMatchObject({ mime_type: 'text/calendar', file_name: 'event.ics' });
  });
});

describe('action.calendar, parse', () => {
  test('reads an event with all that it has', async () => {
    const [event] = await parse(
      eventOf(
        'SUMMARY:Hi\\, there',
        'DTSTART;TZID=America/New_York:20260304T100000',
        'DTEND;TZID=America/New_York:20260304T113000',
        'LOCATION:Home',
        'RRULE:FREQ=WEEKLY;COUNT=3',
        'ORGANIZER;CN=Ada:mailto:ada@example.com',
        'ATTENDEE;CN="Bob, B";PARTSTAT=ACCEPTED;ROLE=CHAIR;RSVP=TRUE:mailto:bob@example.com',
        'CATEGORIES:a,b',
        'CREATED:20260101T000000Z',
      ),
    );
    expect(event).toEqual({
      uid: '1',
      summary: 'Hi, there',
      description: null,
      location: 'Home',
      url: null,
      status: null,
      class: null,
      transp: null,
      all_day: false,
      start: '2026-03-04T10:00:00.000-05:00',
      end: '2026-03-04T11:30:00.000-05:00',
      timezone: 'America/New_York',
      tzid: 'America/New_York',
      floating: false,
      recurrence_rule: 'FREQ=WEEKLY;COUNT=3',
      recurrence_dates: [],
      exception_dates: [],
      recurrence_id: null,
      this_and_future: false,
      organizer: { email: 'ada@example.com', name: 'Ada', role: null, status: null, rsvp: false },
      attendees: [{ email: 'bob@example.com', name: 'Bob, B', role: 'CHAIR', status: 'ACCEPTED', rsvp: true }],
      categories: ['a', 'b'],
      created: '2026-01-01T00:00:00.000Z',
      last_modified: null,
    });
  });

  const own = [
    'BEGIN:VTIMEZONE',
    'TZID:Mine',
    'BEGIN:STANDARD',
    'DTSTART:19700101T000000',
    'TZOFFSETFROM:+0300',
    'TZOFFSETTO:+0300',
    'END:STANDARD',
    'END:VTIMEZONE',
  ];

  test.each([
    [['DTSTART:20260304T100000Z', 'DTEND:20260304T110000Z'], '2026-03-04T10:00:00.000Z', '2026-03-04T11:00:00.000Z'],
    [['DTSTART:20260304T100000'], '2026-03-04T10:00:00.000+01:00', '2026-03-04T10:00:00.000+01:00'],
    [['DTSTART;VALUE=DATE:20260304'], '2026-03-04', '2026-03-04'],
    [['DTSTART;VALUE=DATE:20260304', 'DURATION:P2D'], '2026-03-04', '2026-03-06'],
    [['DTSTART:20260304T100000Z', 'DURATION:PT90M'], '2026-03-04T10:00:00.000Z', '2026-03-04T11:30:00.000Z'],
    [['DTSTART;TZID=Mine:20260304T100000'], '2026-03-04T07:00:00.000Z', '2026-03-04T07:00:00.000Z'],
  ])('reads times: %j', async (lines, start, end) => {
    expect(await parse([...own, ...eventOf(...lines)])).toMatchObject([{ start, end }]);
  });

  test('makes an item of each event', async () => {
    expect(await parse([...eventOf(), ...eventOf()])).toHaveLength(2);
  });

  test('reads what it made', async () => {
    const lines = await create({ all_day: true, title: 'ä, ö; ü' });
    const config = { operation: 'parse', text: lines.join('\r\n') };
    expect(await jsonOf(calendarAction, { items: [{}], config })).toMatchObject([
      { uid: 'key-0', summary: 'ä, ö; ü', all_day: true, start: '2026-05-01', end: '2026-05-02' },
    ]);
  });

  test.each([
    'hello',
    '',
    'BEGIN:VCALENDAR',
    'BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:garbage\nEND:VEVENT\nEND:VCALENDAR',
  ])('refuses %j', async (text) => {
    const config = { operation: 'parse', text };
    await expect(jsonOf(calendarAction, { items: [{}], config })).rejects.toMatchObject({ code: 'calendar.invalid' });
  });
});
