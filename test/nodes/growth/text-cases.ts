import type { JsonObject } from '../../../src/engine/json.ts';
import { HASH_NAMES } from '../../../src/nodes/crypto/digests.ts';
import { calendars } from './calendar-cases.ts';
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
