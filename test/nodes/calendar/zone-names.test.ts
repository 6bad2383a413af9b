import * as fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import { OLDER_PLACES, WINDOWS_ZONES } from '../../../src/nodes/calendar/windows-zones.ts';
import { eventOf, read, write } from './support.ts';

/** The start of an event at ten o'clock, whose zone is written like this behind `DTSTART`. */
async function startIn(parameter: string, others: readonly string[] = []) {
  const [event] = await read([...others, ...eventOf(`DTSTART;${parameter}:20260704T100000`)]);
  return event;
}

const tenIn = (zone: string) => DateTime.fromISO('2026-07-04T10:00', { zone }).toISO();

const CUSTOM = [
  'BEGIN:VTIMEZONE',
  'TZID:Customized Time Zone',
  'BEGIN:STANDARD',
  'DTSTART:16010101T030000',
  'TZOFFSETFROM:+0400',
  'TZOFFSETTO:+0330',
  'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10',
  'END:STANDARD',
  'BEGIN:DAYLIGHT',
  'DTSTART:16010101T020000',
  'TZOFFSETFROM:+0330',
  'TZOFFSETTO:+0400',
  'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3',
  'END:DAYLIGHT',
  'END:VTIMEZONE',
];

const UNKNOWN = [
  'Mars/Olympus',
  'Customized Time Zone',
  'Europe/Atlantis',
  'tzone://Microsoft/Custom',
  '/example.org/20260101_1/Mars/Singapore',
  '(UTC+01:00) Atlantis',
  '(UTC+05:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna',
  'GMT+2500',
  'UTC+0160',
  'W. Europe Time',
  'BST',
  'IST',
  'CST',
  'constructor',
  '__proto__',
];

describe('zones of times in a calendar', () => {
  test.each([
    ['TZID=Europe/Berlin', 'Europe/Berlin'],
    ['TZID="Europe/Berlin"', 'Europe/Berlin'],
    ["TZID='Europe/Berlin'", 'Europe/Berlin'],
    ['VALUE=DATE-TIME;TZID=Europe/Berlin', 'Europe/Berlin'],
    ['tzid=Europe/Berlin', 'Europe/Berlin'],
    ['TZID=W. Europe Standard Time', 'Europe/Berlin'],
    ['TZID="w. europe standard time"', 'Europe/Berlin'],
    ['TZID=Eastern Standard Time', 'America/New_York'],
    ['TZID=/freeassociation.sourceforge.net/Tzfile/Europe/Berlin', 'Europe/Berlin'],
    ['TZID=/freeassociation.sourceforge.net/Europe/Berlin', 'Europe/Berlin'],
    ['TZID=/mozilla.org/20050126_1/Europe/Berlin', 'Europe/Berlin'],
    ['TZID=/mozilla.org/20050126_1/America/Argentina/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
    ['TZID=/softwarestudio.org/Olson_20011030_5/America/New_York', 'America/New_York'],
    ['TZID=/Europe/Berlin', 'Europe/Berlin'],
    ['TZID=http://tzurl.org/zoneinfo-outlook/Europe/Berlin', 'Europe/Berlin'],
    ['TZID=tzone://Microsoft/Utc', 'UTC'],
    ['TZID="tzone://Microsoft/Utc"', 'UTC'],
    ['TZID=tzone://Microsoft/Utc;VALUE=DATE-TIME', 'UTC'],
    ['TZID="(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna"', 'Europe/Berlin'],
    ['TZID=(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna', 'Europe/Berlin'],
    ['TZID="(GMT+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna"', 'Europe/Berlin'],
    ['TZID="(UTC+01:00) Amsterdam, Berlin…"', 'Europe/Berlin'],
    ['TZID="(UTC+01:00) Amsterdam, Ber..."', 'Europe/Berlin'],
    ['TZID="(UTC-05:00) Eastern Time (US and Canada)"', 'America/New_York'],
    ['TZID="Eastern Time (US & Canada)"', 'America/New_York'],
    ['TZID="(UTC) Casablanca"', 'Africa/Casablanca'],
    ['TZID=GMT+0100', 'UTC+1'],
    ['TZID="GMT+01:00"', 'UTC+1'],
    ['TZID=GMT-5', 'UTC-5'],
    ['TZID="UTC+05:45"', 'UTC+5:45'],
    ['TZID=+0530', 'UTC+5:30'],
    ['TZID="(GMT+01:00)"', 'UTC+1'],
    ['TZID=Etc/GMT+5', 'Etc/GMT+5'],
    ['TZID=GMT', 'UTC'],
    ['TZID=Etc/UTC', 'UTC'],
    ['TZID=EST', 'EST'],
  ])('%s', async (parameter, zone) => {
    expect(await startIn(parameter)).toMatchObject({ start: tenIn(zone), timezone: zone });
  });

  test.each(WINDOWS_ZONES)(
    'of Windows are known by name, and as they are shown: %s',
    async (name, zone, offset, places) => {
      const start = tenIn(zone === 'Etc/UTC' ? 'UTC' : zone);
      expect(start).not.toBeNull();
      for (const written of [name, name.toUpperCase(), `(UTC${offset}) ${places}`, `(GMT${offset}) ${places}`]) {
        expect(await startIn(`TZID="${written}"`)).toMatchObject({ start, tzid: written });
      }
    },
  );

  test.each(OLDER_PLACES)('%s, as older versions show it, is %s', async (places, name) => {
    expect(await startIn(`TZID="${places}"`)).toMatchObject({ timezone: (await startIn(`TZID=${name}`))?.timezone });
  });

  test.each(['EXDATE', 'RDATE', 'RECURRENCE-ID', 'DTEND'])('are read in %s as well', async (property) => {
    const written = await read(
      eventOf('DTSTART;TZID=Europe/Berlin:20260701T100000', `${property};TZID=tzone://Microsoft/Utc:20260704T100000`),
    );
    expect(JSON.stringify(written)).toContain('2026-07-04T10:00:00.000Z');
  });

  test('that the calendar describes are what it says', async () => {
    const [summer, winter] = await read([
      ...CUSTOM,
      ...eventOf('DTSTART;TZID="Customized Time Zone":20260704T100000'),
      ...eventOf('DTSTART;TZID=Customized Time Zone:20261204T100000'),
    ]);
    expect(summer).toMatchObject({ start: '2026-07-04T06:00:00.000Z', timezone: null, tzid: 'Customized Time Zone' });
    expect(winter).toMatchObject({ start: '2026-12-04T06:30:00.000Z' });
  });

  test.each(['W. Europe Standard Time', 'Europe/Berlin'])(
    'that the calendar describes are what it says, whatever it calls them: %s',
    async (name) => {
      const own = CUSTOM.map((line) => line.replace('Customized Time Zone', `"${name}"`));
      expect(await startIn(`TZID=${name}`, own)).toMatchObject({
        start: '2026-07-04T08:00:00.000+02:00',
        timezone: 'Europe/Berlin',
      });
    },
  );

  test('that the calendar names without saying anything of them are the public ones', async () => {
    const empty = ['BEGIN:VTIMEZONE', 'TZID:Europe/Berlin', 'END:VTIMEZONE'];
    expect(await startIn('TZID=Europe/Berlin', empty)).toMatchObject({ start: tenIn('Europe/Berlin') });
    const nothing = ['BEGIN:VTIMEZONE', 'TZID:Mine', 'END:VTIMEZONE'];
    await expect(startIn('TZID=Mine', nothing)).rejects.toMatchObject({ code: 'calendar.unknown_zone' });
  });

  test('that the calendar describes by half are refused', async () => {
    const half = CUSTOM.filter((line) => !line.startsWith('TZOFFSETTO'));
    const message = expect.stringContaining('Customized Time Zone');
    await expect(startIn('TZID=Customized Time Zone', half)).rejects.toMatchObject({
      code: 'calendar.zone_unsupported',
      message,
    });
  });

  test.each(UNKNOWN)('that nobody knows are named and refused: %s', async (name) => {
    const refused = { code: 'calendar.unknown_zone', message: expect.stringContaining(name), item: 0 };
    await expect(startIn(`TZID="${name}"`)).rejects.toMatchObject(refused);
    await expect(read([`X-WR-TIMEZONE:${name}`, ...eventOf('DTSTART:20260704T100000')])).rejects.toMatchObject(refused);
  });

  test('that are no names at all are refused', () =>
    fc.assert(
      fc.asyncProperty(fc.stringMatching(/^[a-z]{4,9}\/[a-z]{4,9}( [A-Z][a-z]{1,9})?$/), async (name) => {
        await expect(startIn(`TZID=${name}`)).rejects.toMatchObject({ code: 'calendar.unknown_zone' });
      }),
    ));
});

describe('times without a zone', () => {
  const floating = eventOf('DTSTART:20260704T100000');

  test.each([
    ['X-WR-TIMEZONE:Europe/Berlin', 'Europe/Berlin'],
    ['X-WR-TIMEZONE;VALUE=TEXT:Europe/Berlin', 'Europe/Berlin'],
    ['X-WR-TIMEZONE:"Europe/Berlin"', 'Europe/Berlin'],
    ['X-WR-TIMEZONE:Eastern Standard Time', 'America/New_York'],
    ['X-WR-TIMEZONE:', 'Asia/Tokyo'],
    ['X-A:1', 'Asia/Tokyo'],
  ])('are in that of the calendar, or of the workflow: %s', async (line, timezone) => {
    expect(await read([line, ...floating])).toMatchObject([{ start: tenIn(timezone), timezone, floating: true }]);
  });

  test('are in one that the calendar describes and names', async () => {
    const [event] = await read(['X-WR-TIMEZONE:Customized Time Zone', ...CUSTOM, ...floating]);
    expect(event).toMatchObject({ start: '2026-07-04T06:00:00.000Z', floating: true });
  });

  test('need no zone that is not used', async () => {
    const [event] = await read(['X-WR-TIMEZONE:Mars/Olympus', ...eventOf('DTSTART:20260704T100000Z')]);
    expect(event).toMatchObject({ start: '2026-07-04T10:00:00.000Z', timezone: 'UTC', floating: false });
  });
});

describe('the zone of an event that is made', () => {
  test.each(['W. Europe Standard Time', '/mozilla.org/20050126_1/Europe/Berlin', 'Europe/Berlin'])(
    'may have any name: %s',
    async (timezone) => {
      expect(await write({ timezone }, 'Asia/Tokyo')).toContain('DTSTART;TZID=Europe/Berlin:20260501T180000');
    },
  );

  test.each(UNKNOWN)('is refused if nobody knows it: %s', async (timezone) => {
    await expect(write({ timezone })).rejects.toMatchObject({
      code: 'node.config_invalid',
      message: expect.stringContaining('not the name of a time zone'),
    });
  });
});
