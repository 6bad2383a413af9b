import { type GrowthCase, overItems, repeating, times, withConfig } from './case.ts';

const many = (size: number) => times(size, (id) => ({ id }));

const EVENT = 'BEGIN:VEVENT\r\nUID:1\r\nDTSTART:20260304T100000Z\r\nEND:VEVENT\r\n';
const CALENDAR = [
  EVENT,
  'X-A:1\r\n',
  'BEGIN:X\r\nEND:X\r\n',
  'BEGIN:VTIMEZONE\r\nTZID:A\r\nBEGIN:STANDARD\r\nDTSTART:00010101T000000\r\nRRULE:FREQ=SECONDLY\r\nTZOFFSETFROM:+0000\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n',
  'DESCRIPTION:a\\,b\r\n',
  ' a\r\n',
  'ATTENDEE;CN="A":mailto:a@b.c\r\n',
  EVENT.replace('DTSTART:', 'DTSTART;TZID=/a.example/1/Europe/Berlin:').replaceAll('00Z', '00'),
  EVENT.replace('UID:1', 'EXDATE:20260304T100000Z\r\nRRULE:FREQ=DAILY;UNTIL=20260304T100000Z'),
  'ATTENDEE;CN="\\\\":mailto:a@b.c\r\n',
];

const DAYS = times(31, (index) => index + 1).join(',');

/** Rules that name no day outright: each day of a month has to be looked at. */
const CHANGE = `BEGIN:STANDARD\r\nDTSTART:19000101T000000\r\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=SU;BYMONTHDAY=${DAYS}\r\nTZOFFSETFROM:+0000\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\n`;

/** A zone of so many changes, and an event with these exceptions in it. */
function inOwnZone(changes: number, exceptions: readonly string[]): string {
  const zone = `BEGIN:VTIMEZONE\r\nTZID:X\r\n${CHANGE.repeat(changes)}END:VTIMEZONE\r\n`;
  const event = EVENT.replace('END:', `EXDATE;TZID=X:${exceptions.join(',')}\r\nEND:`);
  return `BEGIN:VCALENDAR\r\n${zone}${event}END:VCALENDAR\r\n`;
}

/** Times of one year, or of one year each. */
const inOneYear = (size: number) => times(size, () => '20260701T090000');
const inManyYears = (size: number) => times(size, (index) => `${2000 + index}0701T090000`);

function ownZones(): GrowthCase[] {
  const texts: readonly (readonly [name: string, of: (size: number) => string])[] = [
    ['exceptions in a zone of many changes', (size) => inOwnZone(50, inOneYear(size))],
    ['changes of a zone', (size) => inOwnZone(size, inOneYear(1))],
    ['exceptions and changes', (size) => inOwnZone(size, inOneYear(size))],
    ['years in a zone', (size) => inOwnZone(5, inManyYears(size))],
    ['years and changes', (size) => inOwnZone(size / 4, inManyYears(size))],
  ];
  return texts.map(([name, of]) => withConfig(name, (size) => ({ operation: 'parse', text: of(size) })));
}

/** An event with a line that grows: its beginning, and what comes again and again. */
const LINES: readonly (readonly [begin: string, part: string, fails?: string])[] = [
  ['EXDATE:20260304T100000Z', ',20260304T100000Z'],
  ['EXDATE;TZID=Europe/Berlin:20260304T100000', ',20260304T100000'],
  ['RDATE;VALUE=PERIOD:20260304T100000Z/PT1H', ',20260304T100000Z/PT1H'],
  ['RRULE:FREQ=WEEKLY;BYDAY=MO', ',MO'],
  ['RRULE:FREQ=MONTHLY;BYMONTHDAY=1', ',1'],
  ['RRULE:FREQ=DAILY', ';COUNT=1', 'calendar.bad_rule'],
  ['RRULE:FREQ=DAILY;BYDAY=', 'MO', 'calendar.bad_rule'],
  ['RDATE;TZID=', ':', 'calendar.unknown_zone'],
  ['RDATE;TZID=', 'a/', 'calendar.unknown_zone'],
  ['RDATE;TZID=', ' ', 'calendar.unknown_zone'],
  ['RDATE;TZID=(UTC+01:00) ', 'Berlin, ', 'calendar.unknown_zone'],
  ['X-A;CN=', '\\'],
  ['X-A;CN=', '"\\"'],
];

function growingLines(): GrowthCase[] {
  return LINES.flatMap(([begin, part, fails]) => {
    const end = fails === 'calendar.unknown_zone' ? ':20260304T100000' : '';
    const event = EVENT.replace('END:', `${begin}PART${end}\r\nEND:`);
    const [before = '', after = ''] = `BEGIN:VCALENDAR\r\n${event}END:VCALENDAR\r\n`.split('PART');
    return repeating({ operation: 'parse' }, [[before, part, after] as const], {
      ...(fails === undefined ? { mayFail: 'calendar.invalid' } : { fails }),
    });
  });
}

/** The cases of `action.calendar`. */
export function calendars(): GrowthCase[] {
  return [
    ...repeating(
      { operation: 'parse' },
      CALENDAR.map((part) => ['BEGIN:VCALENDAR\r\n', part, 'END:VCALENDAR\r\n'] as const),
      { mayFail: 'calendar.invalid' },
    ),
    ...repeating({ operation: 'parse' }, ['BEGIN:X\r\n', 'a', ':', '\r\n', 'BEGIN:VCALENDAR\r\n'], {
      fails: 'calendar.invalid',
    }),
    withConfig(
      'times in a zone of its own',
      (size) => ({
        operation: 'parse',
        text: `BEGIN:VCALENDAR\r\n${CALENDAR[3]}${EVENT.replace('DTSTART:', 'DTSTART;TZID=A:')
          .replaceAll('00Z', '00')
          .repeat(size / 20)}END:VCALENDAR\r\n`,
      }),
      { fails: 'calendar.zone_unsupported' },
    ),
    withConfig('many attendees', (size) => ({
      operation: 'create',
      title: 't',
      start: 0,
      attendees: times(Math.min(size, 100), () => ({ email: 'a@b.co' })),
    })),
    withConfig('long texts', (size) => ({
      operation: 'create',
      title: 't',
      start: 0,
      description: 'a,;\\n'.repeat(size / 5),
    })),
    overItems('many items', { operation: 'create', title: 't', start: 0, recurrence_rule: 'FREQ=SECONDLY' }, many),
    overItems(
      'many items in a zone',
      { operation: 'create', title: 't', start: 0, recurrence_rule: 'FREQ=DAILY', timezone: 'Africa/Cairo' },
      many,
    ),
    ...growingLines(),
    ...ownZones(),
  ];
}
