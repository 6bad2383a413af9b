import type { JsonObject } from '../../../src/engine/json.ts';
import { HASH_NAMES } from '../../../src/nodes/crypto/digests.ts';
import {
  fieldsOf,
  type GrowthCase,
  type GrowthCases,
  nestedIn,
  overItems,
  textFile,
  times,
  withConfig,
} from './case.ts';

const many = (size: number) => times(size, (id) => ({ id }));

/** Cases for texts that are a part many times over. */
function repeating(
  config: JsonObject,
  parts: readonly (string | readonly [before: string, part: string, after: string])[],
  more: Partial<GrowthCase> = {},
): GrowthCase[] {
  return parts.map((given) => {
    const [before, part, after] = typeof given === 'string' ? ['', given, ''] : given;
    return withConfig(
      `${JSON.stringify(given)} ${JSON.stringify(config)}`,
      (size) => ({ ...config, text: `${before}${part.repeat(Math.ceil(size / part.length))}${after}` }),
      more,
    );
  });
}

function selecting(...selectors: readonly string[]): JsonObject {
  return {
    operation: 'extract',
    values: selectors.map((selector, index) => ({ name: `v${index}`, selector, as_list: true })),
  };
}

const HTML = [
  '<b>',
  '<p>a',
  '<b></b>',
  '<b><i>',
  '<a href="x">a</a>',
  '<',
  '<!--',
  '<![CDATA[',
  '&amp;',
  '&',
  '"',
  '<b a b c>',
  '</b>',
  '<table><tr><td>a',
  '<ul><li>a',
  '<select><option>',
  'a\n',
  '<b class="x">y</b>',
];
const SELECTORS = [
  'z b b b b',
  'z ~ b ~ b ~ b ~ b',
  'b:nth-child(2)',
  'b:nth-last-of-type(2n+1)',
  'b + b + b',
  ':has(b)',
  'b:not(b b)',
  'b > b > b',
  '[a][b]',
  ':is(b, i, p) :is(b, i, p)',
  'b:contains(a)',
  'b:only-child',
  'b:last-child',
  '*',
];

const MARKDOWN = [
  '[',
  '](',
  '*',
  '_',
  '*a_',
  '`',
  '> ',
  '- ',
  '1. ',
  '# ',
  '![',
  '[a](b',
  '<b',
  '|a',
  '\\',
  '&',
  '~~',
  'a\n',
  '\n\n',
  '[a]: b\n',
  '***a** ',
  'http://a.',
  '```\n',
  '  - a\n',
  '<!--',
  'www.a@',
];
const XML = [
  ['<!DOCTYPE a [', '<!ENTITY x "y">', ']><a/>'],
  ['<a>', '<b/>', '</a>'],
  ['<a>', '<b>x</b>', '</a>'],
  ['<a>', '&amp;', '</a>'],
  ['<a>', '<![CDATA[x]]>', '</a>'],
  ['<a>', '<!-- x -->', '</a>'],
  ['<a>', 'text ', '</a>'],
  ['<a>', '<?x y?>', '</a>'],
  ['<a>', ']]', '</a>'],
  ['<a>', '&#65;', '</a>'],
] as const;
const BROKEN_XML = [
  ['<a ', 'b="1" ', '/>'],
  ['<a>', '<b>', ''],
  ['<a ', 'b=', ''],
  ['<a>', '<![CDATA[', ''],
  ['<a>', '<!--', ''],
  ['', '<', ''],
  ['<a>', '&', ''],
] as const;
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
];

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
  'action.html': [
    ...HTML.flatMap((part) => repeating(selecting(...SELECTORS), [part], { mayFail: 'html.too_deep' })),
    ...SELECTORS.map((selector) =>
      withConfig(
        `deep ${selector}`,
        (size) => ({ ...selecting(selector), text: `<p>${'<b>'.repeat(100)}</p>`.repeat(Math.ceil(size / 100)) }),
        { mayFail: 'html.too_deep' },
      ),
    ),
    withConfig(
      'a long selector',
      (size) => ({ ...selecting(times(Math.min(size / 4, 400), () => 'b').join(' ')), text: '<b>'.repeat(100) }),
      { mayFail: 'html.bad_selector' },
    ),
    overItems('a table', { operation: 'table' }, many),
    overItems('a table with a column for each item', { operation: 'table' }, (size) =>
      times(size / 5, (id) => ({ [`k${id}`]: id })),
    ),
    withConfig('a template', (size) => ({ operation: 'template', template: '<b>'.repeat(size) })),
    withConfig('forms', (size) => ({
      operation: 'extract',
      values: [{ name: 'a', selector: 'select', take: 'value', as_list: true }],
      text: `<select>${'<option>a'.repeat(size / 5)}</select>`.repeat(3),
    })),
    withConfig('texts with parts left out', (size) => ({
      operation: 'extract',
      values: [{ name: 'a', selector: 'b', skip: 'i', as_list: true }],
      text: '<b>a<i>b</i></b>'.repeat(size / 10),
    })),
  ],
  'action.markdown': [
    ...repeating({ operation: 'to_html' }, MARKDOWN),
    ...repeating({ operation: 'to_markdown' }, HTML, { mayFail: 'html.too_deep' }),
  ],
  'action.xml': [
    ...repeating({ operation: 'to_json' }, XML),
    ...repeating({ operation: 'to_json' }, BROKEN_XML, { fails: 'xml.invalid' }).map((one) => ({
      ...one,
      mayFail: 'xml.invalid',
    })),
    withConfig('many fields', (size) => ({ operation: 'to_xml', value: fieldsOf(size, () => '<&>') })),
    withConfig('deep fields', (size) => ({
      operation: 'to_xml',
      value: times(60, () => 0).reduce<JsonObject>((inner) => ({ a: inner }), { a: times(size, String) }),
    })),
    withConfig('a long name', (size) => ({ operation: 'to_xml', value: { ['a'.repeat(size)]: 'b'.repeat(size) } })),
  ],
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
    ...['yMyMyM', 'd', 'MMMM', "'a'", 'ZZZZ'].map((part) =>
      withConfig(`formats of ${part}`, (size) => ({
        operation: 'format',
        date: 0,
        format: part.repeat(Math.min(100, size) / part.length),
      })),
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
