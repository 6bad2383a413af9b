import type { JsonObject } from '../../../src/engine/json.ts';
import { HASH_NAMES } from '../../../src/nodes/crypto/digests.ts';
import {
  fieldsOf,
  type GrowthCase,
  type GrowthCases,
  nestedIn,
  overItems,
  repeating,
  textFile,
  times,
  withConfig,
} from './case.ts';

const many = (size: number) => times(size, (id) => ({ id }));

const CSV = [
  ['', 'a,', '\n1'],
  ['a,b\n', '1,2\n', ''],
  ['a\n', '"x""y"\n', ''],
  ['', ',', ''],
  ['', '"', ''],
  ['a\n', '"a\n', ''],
  ['a;b\n', '1;2\n', ''],
  ['', '\n', ''],
  ['', 'a,a_1,', '\n1'],
  ['', ';,\t|', ''],
] as const;
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

function calendars(): GrowthCase[] {
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
  ];
}

const ways = (config: JsonObject, parts: readonly string[], more: Partial<GrowthCase> = {}) =>
  parts.map((part) =>
    withConfig(
      `${part} ${JSON.stringify(config)}`,
      (size) => ({ ...config, date: part.repeat(Math.ceil(size / part.length)) }),
      more,
    ),
  );

export const TEXT_CASES: GrowthCases = {
  'action.csv': [
    ...repeating({ operation: 'to_items', relax_quotes: true }, CSV),
    overItems('of many items', { operation: 'to_csv' }, many),
    overItems('with a column for each item', { operation: 'to_csv' }, (size) =>
      times(size / 5, (id) => ({ [`k${id}`]: id })),
    ),
    withConfig('a wide row and many', (size) => ({
      operation: 'to_items',
      text: `${'a,'.repeat(size)}\n${'1\n'.repeat(size)}`,
    })),
  ],
  'action.json': [
    ...repeating({ operation: 'to_items' }, [
      ['[', '1,', '1]'],
      ['[', '{"a":1},', '{}]'],
      ['"', '\\"', '"'],
      ['"', '\\\\', '"'],
      ['[', '"a",', '1]'],
      ['', ' ', '1'],
    ]),
    ...repeating({ operation: 'to_items' }, ['[', '{"a":', '"', '\\', '1', '-'], { fails: 'json.invalid' })
      .map((one) => ({ ...one, mayFail: 'json.invalid' }))
      .filter(({ name }) => !name.startsWith('"1"')),
    ...repeating({ operation: 'to_items', layout: 'lines' }, ['{"a":1}\n', '\n', ' \n', '[1]\n']),
    overItems('to JSON', { operation: 'to_json' }, many),
    overItems('to JSON lines', { operation: 'to_json', layout: 'lines' }, many),
    overItems('deep data with indentation', { operation: 'to_json', indent: 10 }, (size) => [
      {
        a: nestedIn(
          150,
          times(size, () => 1),
        ),
      },
    ]),
    overItems('each', { operation: 'to_json', scope: 'each', indent: 2 }, many),
  ],
  'action.file': [
    withConfig('a text', (size) => ({ operation: 'text_to_file', text: 'é'.repeat(size) })),
    withConfig('base64', (size) => ({ operation: 'base64_to_file', base64: 'aaaa'.repeat(size), file_name: 'a' })),
    {
      name: 'a file',
      of: (size) => ({
        config: { operation: 'file_to_text' },
        inputs: { main: [{ json: {}, binary: { data: textFile('a'.repeat(size)) } }] },
      }),
    },
    {
      name: 'base64 of a file',
      of: (size) => ({
        config: { operation: 'file_to_base64' },
        inputs: { main: [{ json: {}, binary: { data: textFile('a'.repeat(size)) } }] },
      }),
    },
  ],
  'action.calendar': calendars(),
  'action.date_time': [
    ...ways({ operation: 'extract' }, ['(', '1', '2026-', ' ', 'a', '(a', ','], { fails: 'date_time.not_a_date' }),
    ...ways({ operation: 'extract', from_format: 'yyyy MM dd' }, ['1', '1 '], { fails: 'date_time.not_a_date' }),
    ...['yMyMyM', 'd', 'd ', 'MMMM', 'MMMM ', "'a'", 'ZZZZ', 'ZZZZ '].map((part) =>
      withConfig(
        `formats of ${part}`,
        (size) => ({ operation: 'format', date: 0, format: part.repeat(Math.min(100, size) / part.length) }),
        // A long run of one letter is no token.
        { mayFail: 'date_time.bad_format' },
      ),
    ),
    ...['yMyM', 'd', 'MMMM'].map((part) =>
      withConfig(
        `read as ${part}`,
        (size) => ({
          operation: 'extract',
          date: `${'1'.repeat(60)}x`,
          from_format: part.repeat(Math.max(1, Math.min(200, size) / part.length)),
        }),
        { fails: 'date_time.not_a_date', mayFail: 'date_time.bad_format' },
      ),
    ),
    ...['add', 'round'].map((operation) => overItems(operation, { operation, date: 0, duration: 1 }, many)).slice(0, 1),
    overItems('round', { operation: 'round', date: 0 }, many),
    overItems('differences', { operation: 'difference', start: 0, end: 1e12, units: ['years', 'days'] }, many),
  ],
  'action.crypto': [
    ...HASH_NAMES.map((algorithm) =>
      withConfig(algorithm, (size) => ({ operation: 'hash', algorithm, value: 'a'.repeat(size) })),
    ),
    withConfig('hmac', (size) => ({ operation: 'hmac', secret: 's'.repeat(size), value: 'a'.repeat(size) })),
    ...['alphanumeric', 'hex', 'base64'].map((kind) =>
      withConfig(kind, (length) => ({ operation: 'random', kind, length })),
    ),
    withConfig(
      'no key',
      (size) => ({
        operation: 'sign',
        scheme: 'rsa_sha256',
        value: 'a',
        private_key: '-----BEGIN PRIVATE KEY-----a'.repeat(size / 20),
      }),
      { fails: 'crypto.bad_key' },
    ),
    overItems('many items', { operation: 'hash', value: 'a' }, many),
  ],
  'action.jwt': [
    ...['a', '.', 'e30', 'e30.']
      .map((part) =>
        withConfig(`decoding ${part}`, (size) => ({ operation: 'decode', token: part.repeat(size / part.length) }), {
          fails: 'jwt.invalid',
          mayFail: 'jwt.invalid',
        }),
      )
      .slice(0, 3),
    withConfig('a large claim', (size) => ({
      operation: 'decode',
      token: `e30.${btoa(JSON.stringify({ a: 'a'.repeat(size - (size % 3)) })).replaceAll('=', '')}.`,
    })),
    {
      name: 'signing',
      of: (size) => ({
        config: { operation: 'sign', claims: fieldsOf(size, String) },
        items: [{}],
        credential: { type: 'jwt', data: { secret: 's'.repeat(64) }, allowedHosts: [] },
      }),
    },
    {
      name: 'verifying',
      of: (size) => ({
        config: { operation: 'verify', token: 'a.'.repeat(size) },
        items: [{}],
        credential: { type: 'jwt', data: { secret: 's'.repeat(64) }, allowedHosts: [] },
      }),
      fails: 'jwt.invalid',
    },
  ],
  'action.totp': [
    overItems('many items', { secret: 'JBSWY3DPEHPK3PXP' }, many),
    withConfig('a long secret', (size) => ({ secret: 'A'.repeat(Math.min(1000, size)) })),
  ],
};
