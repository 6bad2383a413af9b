import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/engine/json.ts';
import { jsonCulprit } from '../../src/nodes/values/json-culprit.ts';
import { node, playToEnd } from '../runner/support/play.ts';
import { chain } from '../support/graph.ts';

const URL = 'https://example.com';
const OK = { body: new TextEncoder().encode('{"data":{}}') };

/** Nodes that read a text as JSON, with the field that holds it and what the message calls it. */
const READERS: readonly (readonly [type: string, config: (text: string) => JsonObject, field: string])[] = [
  ['action.http', (text) => ({ url: URL, method: 'POST', body: text }), 'body'],
  [
    'action.http',
    (text) => ({
      url: URL,
      method: 'POST',
      body: text,
      pagination: { mode: 'page_number', parameter: 'page', place: 'body', max_pages: 1 },
    }),
    'body',
  ],
  ['action.graphql', (text) => ({ url: URL, query: '{ a }', variables: text }), 'variables'],
  ['action.respond', (text) => ({ respond_with: 'json', body: text }), 'body'],
  ['action.set', (text) => ({ mode: 'json', json: text }), 'json'],
  ['action.set', (text) => ({ fields: [{ name: 'a.b', type: 'object', value: text }] }), 'a.b'],
  ['action.set', (text) => ({ fields: [{ name: 'l', type: 'array', value: `[${text}]` }] }), 'l'],
  ['action.json', (text) => ({ operation: 'to_items', text }), 'text'],
];

async function messageOf(type: string, config: JsonObject, item: JsonObject): Promise<string> {
  const drawn = {
    nodes: [node('start', 'trigger.manual'), node('bad', type, { config })],
    connections: chain('start → bad'),
  };
  const { ending } = await playToEnd(drawn, { input: [item], respond: () => OK });
  return ending.errorMessage ?? '';
}

const TEXT = '{"ok": "{{ $json.fine }}", "t": "{{ $json.t }}", "n": {{ $json.n }} }';

describe('a JSON text that the value of an expression broke', () => {
  const values = [
    ['He said "hi"', 'a quotation mark'],
    ['C:\\dir', 'a backslash'],
    ['ends with \\', 'a backslash'],
    ['two\nlines', 'a line break'],
    ['two\r\nlines', 'a line break'],
    ['a\tb', 'a control character'],
  ] as const;

  test.each(
    READERS.flatMap(([type, config, field]) => values.map(([value, what]) => ({ type, config, field, value, what }))),
  )('is refused with that expression: $type $field $what', async ({ type, config, field, value, what }) => {
    const message = await messageOf(type, config(TEXT), { fine: 'x', t: value, n: 1 });
    expect(message).toContain(`${field}: expected `);
    expect(message).toContain(`the value of {{ $json.t }} holds ${what}.`);
    expect(message).toContain('.toJsonString()');
  });

  test.each(READERS)('stands alone and is missing: %s', async (type, config) => {
    const message = await messageOf(type, config(TEXT), { fine: 'x', t: 'y', n: '' });
    expect(message).toContain('the value of {{ $json.n }} is empty.');
  });

  test.each(READERS)('is not blamed on an expression if the text around is no JSON: %s', async (type, config) => {
    const message = await messageOf(type, config('{"t": "{{ $json.t }}", }'), { t: 'a "b"' });
    expect(message).toContain('in JSON at position');
    expect(message).not.toContain('the value of');
  });

  test.each(READERS)('is no failure with toJsonString: %s', async (type, config) => {
    expect(await messageOf(type, config('{"t": {{ $json.t.toJsonString() }} }'), { t: 'a "b"\\\n' })).toBe('');
  });

  test('a single expression is named, too', async () => {
    const message = await messageOf('action.respond', { respond_with: 'json', body: '{{ $json.t }}' }, { t: '{"a":' });
    expect(message).toMatch(/\): the value of \{\{ \$json\.t \}\} is no JSON$/);
  });
});

describe(jsonCulprit, () => {
  const safe = fc.string({ unit: fc.constantFrom('a', ' ', 'é', '{', '}', ':', ',') });
  const broken = fc.tuple(safe, fc.constantFrom('"', '\\x', '\n', '\u0001'), safe).map((parts) => parts.join(''));

  test('names the first value within quotation marks that cannot stand there', () => {
    fc.assert(
      fc.property(
        fc.array(safe, { maxLength: 5 }),
        broken,
        fc.array(fc.oneof(safe, broken), { maxLength: 5 }),
        (before, bad, after) => {
          const values = [...before, bad, ...after];
          const pieces = values.flatMap((value, index) => [
            { type: 'text' as const, text: `${index === 0 ? '[' : ', '}"` },
            { type: 'expression' as const, source: `$json.v${index}`, text: value },
            { type: 'text' as const, text: `"${index === values.length - 1 ? ']' : ''}` },
          ]);
          expect(jsonCulprit(pieces)?.source).toBe(`$json.v${before.length}`);
        },
      ),
    );
  });

  test('names none where all values fit', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue(), { minLength: 1, maxLength: 5 }), (values) => {
        const pieces = values.flatMap((value, index) => [
          { type: 'text' as const, text: index === 0 ? '[' : ', ' },
          { type: 'expression' as const, source: `$json.v${index}`, text: JSON.stringify(value) },
        ]);
        expect(jsonCulprit([...pieces, { type: 'text', text: ']' }])).toBeNull();
      }),
    );
  });
});
