import { describe, expect, test } from 'vitest';
import { calendarOf, eventOf, read, readText, WINTER } from './support.ts';

const START = 'DTSTART;TZID=Europe/Berlin:20260304T090000';

describe('a series that is read', () => {
  test('has its rule, its zone, and what is left out and put in', async () => {
    const [event] = await read(
      eventOf(
        START,
        'DTEND;TZID=Europe/Berlin:20260304T093000',
        'RRULE:FREQ=WEEKLY;INTERVAL=1;BYDAY=WE;UNTIL=20261231T225959Z',
        'EXDATE;TZID=Europe/Berlin:20260311T090000,20260401T090000',
        'EXDATE:20260408T070000Z',
        'RDATE;TZID=America/New_York:20260410T030000',
        'RDATE;VALUE=PERIOD;TZID=Europe/Berlin:20260412T090000/PT2H,20260413T090000/20260413T100000',
      ),
    );
    expect(event).toMatchObject({
      start: '2026-03-04T09:00:00.000+01:00',
      end: '2026-03-04T09:30:00.000+01:00',
      timezone: 'Europe/Berlin',
      tzid: 'Europe/Berlin',
      floating: false,
      recurrence_rule: 'FREQ=WEEKLY;INTERVAL=1;BYDAY=WE;UNTIL=20261231T225959Z',
      exception_dates: ['2026-03-11T09:00:00.000+01:00', '2026-04-01T09:00:00.000+02:00', '2026-04-08T07:00:00.000Z'],
      recurrence_dates: [
        '2026-04-10T03:00:00.000-04:00',
        '2026-04-12T09:00:00.000+02:00/2026-04-12T11:00:00.000+02:00',
        '2026-04-13T09:00:00.000+02:00/2026-04-13T10:00:00.000+02:00',
      ],
      recurrence_id: null,
      this_and_future: false,
    });
  });

  test('of whole days has days', async () => {
    const [event] = await read(
      eventOf(
        'DTSTART;VALUE=DATE:20260304',
        'RRULE:FREQ=DAILY;UNTIL=20260331',
        'EXDATE;VALUE=DATE:20260305,20260306',
        'RDATE;VALUE=DATE:20260501',
      ),
    );
    expect(event).toMatchObject({
      all_day: true,
      timezone: null,
      floating: false,
      exception_dates: ['2026-03-05', '2026-03-06'],
      recurrence_dates: ['2026-05-01'],
    });
  });

  test('has an item for each of its times that is another one', async () => {
    const events = await read([
      ...eventOf(START, 'RRULE:FREQ=WEEKLY'),
      ...eventOf('RECURRENCE-ID;TZID=Europe/Berlin:20260401T090000', 'DTSTART;TZID=Europe/Berlin:20260401T110000'),
      ...eventOf('RECURRENCE-ID;RANGE=THISANDFUTURE:20260408T070000Z', 'DTSTART:20260408T080000Z'),
      ...eventOf('RECURRENCE-ID;VALUE=DATE:20260415', 'DTSTART;VALUE=DATE:20260416'),
    ]);
    expect(events.map(({ uid, recurrence_id, this_and_future }) => [uid, recurrence_id, this_and_future])).toEqual([
      ['1', null, false],
      ['1', '2026-04-01T09:00:00.000+02:00', false],
      ['1', '2026-04-08T07:00:00.000Z', true],
      ['1', '2026-04-15', false],
    ]);
  });

  test('in UTC or without a zone says so', async () => {
    const events = await read([
      ...eventOf('DTSTART:20260304T090000Z', 'RRULE:FREQ=DAILY'),
      ...eventOf('DTSTART:20260304T090000', 'RRULE:FREQ=DAILY'),
    ]);
    expect(events).toMatchObject([
      { timezone: 'UTC', floating: false, tzid: null },
      { timezone: 'Asia/Tokyo', floating: true, tzid: null },
    ]);
  });
});

describe('times that are read', () => {
  test.each([
    ['20260329T023000', '2026-03-29T03:30:00.000+02:00', 'skipped by the clocks: as before the change'],
    ['20261025T023000', '2026-10-25T02:30:00.000+02:00', 'shown twice: the first'],
    ['20261025T030000', '2026-10-25T03:00:00.000+01:00', 'after the change'],
    ['20260304T235960', '2026-03-04T23:59:59.000+01:00', 'a leap second'],
  ])('%s is %s: %s', async (written, start) => {
    const own = [
      'BEGIN:VTIMEZONE',
      'TZID:Europe/Berlin',
      'BEGIN:DAYLIGHT',
      'DTSTART:19700329T020000',
      'TZOFFSETFROM:+0100',
      'TZOFFSETTO:+0200',
      'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
      'END:DAYLIGHT',
      ...WINTER,
      'END:VTIMEZONE',
    ];
    const event = eventOf(`DTSTART;TZID=Europe/Berlin:${written}`);
    expect(await read(event)).toMatchObject([{ start }]);
    expect(await read([...own, ...event])).toMatchObject([{ start }]);
  });

  test.each([
    ['P1D', '2026-03-29T09:00:00.000+02:00'],
    ['PT24H', '2026-03-29T10:00:00.000+02:00'],
    ['P1DT1H', '2026-03-29T10:00:00.000+02:00'],
    ['P1W', '2026-04-04T09:00:00.000+02:00'],
    ['-P1D', '2026-03-27T09:00:00.000+01:00'],
    ['+PT90S', '2026-03-28T09:01:30.000+01:00'],
  ])('end %s later at %s', async (duration, end) => {
    expect(await read(eventOf('DTSTART;TZID=Europe/Berlin:20260328T090000', `DURATION:${duration}`))).toMatchObject([
      { end },
    ]);
  });

  test('may be in the year 0, as some write when they do not know', async () => {
    const [event] = await read(eventOf(START, 'CREATED:00001231T000000Z'));
    expect(event).toMatchObject({ created: '0000-12-31T00:00:00.000Z' });
  });

  test('may be days without saying so', async () => {
    expect(await read(eventOf('DTSTART:20260304'))).toMatchObject([{ start: '2026-03-04', all_day: true }]);
  });

  test.each([
    'DTSTART:20260230T100000',
    'DTSTART;VALUE=DATE:20260230',
    'DTSTART:20260304T250000',
    'DTSTART:20260304T106100Z',
    'DTSTART:20260304T1000',
    'DTSTART:20260304T100000+0100',
    'DTSTART:20260304T100000ZZ',
    'DTSTART:2026-03-04T10:00:00',
    'DTSTART:20260304T100000,20260305T100000',
    'DTSTART:tomorrow',
    'DTSTART:',
    `${START}\r\nDTEND:20260431T100000`,
    `${START}\r\nEXDATE:20260304T100000,20260431T100000`,
    `${START}\r\nRDATE;VALUE=PERIOD:20260304T100000/20260431T100000`,
    `${START}\r\nRDATE:20260304T100000/PT1H/PT1H`,
    `${START}\r\nRDATE:20260304T100000/`,
    `${START}\r\nCREATED:yesterday`,
    `${START}\r\nRECURRENCE-ID:20261301T100000`,
    `${START}\r\nDURATION:PT`,
    `${START}\r\nDURATION:P1Y`,
    `${START}\r\nDURATION:an hour`,
  ])('are refused if they do not exist: %s', async (lines) => {
    const name = /^[A-Z-]+/.exec(lines.split('\r\n').at(-1) ?? '')?.[0];
    await expect(read(eventOf(...lines.split('\r\n')))).rejects.toMatchObject({
      code: 'calendar.invalid',
      message: expect.stringContaining(` in ${name}, got`),
    });
  });
});

describe('a file', () => {
  const calendar = (zone: string) => calendarOf([`X-WR-TIMEZONE:${zone}`, ...eventOf('DTSTART:20260304T090000')]);

  test('may have several calendars', async () => {
    const text = `${calendar('Europe/Berlin')}\r\n${calendar('America/New_York')}\r\n`;
    expect(await readText(text)).toMatchObject([
      { start: '2026-03-04T09:00:00.000+01:00' },
      { start: '2026-03-04T09:00:00.000-05:00' },
    ]);
  });

  test.each(['BEGIN:VEVENT\r\nUID:1\r\nEND:VEVENT', 'BEGIN:VCARD\r\nVERSION:4.0\r\nEND:VCARD'])(
    'without a calendar is refused: %j',
    async (text) => {
      await expect(readText(text)).rejects.toMatchObject({
        code: 'calendar.invalid',
        message: expect.stringContaining('VCALENDAR'),
      });
    },
  );
});
