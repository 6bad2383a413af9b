import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/engine/json.ts';
import { NODE_DEFINITIONS } from '../../src/nodes/registry.ts';
import type { IncomingResponse } from '../../src/shared/http-exchange.ts';
import { outputsOf } from '../support/node-run.ts';

function answer(): IncomingResponse {
  const headers = { 'content-type': 'text/plain' };
  return { status: 200, statusText: 'OK', url: 'https://a.example/', headers, body: new TextEncoder().encode('7') };
}

const IN: JsonObject = { a: { b: 7, list: [7] }, text: '7' };
const DOTTED = { output_field: 'a.b' };
const TEXT = { text: '7', ...DOTTED };

/** Each way in which a node puts something into a field: the type, its config, and what comes of an item with `a.b` of 7. */
const CASES: readonly (readonly [type: string, config: JsonObject, expected: JsonObject])[] = [
  ['action.set', { fields: [{ name: 'x.y', type: 'number', value: 7 }] }, { x: { y: 7 } }],
  ['action.set', { include: 'selected', include_fields: 'a.b' }, { a: { b: 7 } }],
  ['action.rename_keys', { keys: [{ from: 'a.b', to: 'x.y' }] }, { a: { list: [7] }, x: { y: 7 }, text: '7' }],
  ['action.split_out', { fields: 'a.list' }, { a: { list: 7 } }],
  ['action.split_out', { fields: 'a.list', destinations: 'x.y' }, { x: { y: 7 } }],
  ['action.split_out', { fields: 'a.list', include: 'all' }, { a: { b: 7, list: 7 }, text: '7' }],
  ['action.aggregate', { mode: 'fields', fields: [{ field: 'a.b', output: 'x.y' }] }, { x: { y: [7] } }],
  ['action.aggregate', { mode: 'all', output: 'x.y' }, { x: { y: [IN] } }],
  ['action.remove_duplicates', { compare: 'selected', fields: 'a.b', remove_other_fields: true }, { a: { b: 7 } }],
  [
    'action.crypto',
    { operation: 'hash', value: '7', algorithm: 'md5', include_input_fields: false, ...DOTTED },
    { a: { b: expect.any(String) } },
  ],
  ['action.date_time', { operation: 'extract', date: '2026-07-01', ...DOTTED }, { a: { b: 7 } }],
  ['action.file', { operation: 'file_to_base64', ...DOTTED }, { a: { b: 'Nw==' } }],
  ['action.html', { operation: 'extract', text: '<p>7', values: [{ name: 'a.b', selector: 'p' }] }, { a: { b: '7' } }],
  ['action.html', { operation: 'template', template: '7', ...DOTTED }, { a: { b: '7' } }],
  ['action.markdown', { operation: 'to_markdown', ...TEXT }, { a: { b: '7' } }],
  ['action.json', { operation: 'to_json', scope: 'each', ...DOTTED }, { a: { b: JSON.stringify(IN) } }],
  ['action.csv', { operation: 'to_csv', columns: 'a.b', header: false, ...DOTTED }, { a: { b: '7' } }],
  ['action.xml', { operation: 'to_xml', value: { x: 7 }, declaration: false, ...DOTTED }, { a: { b: '<x>7</x>' } }],
  ['action.http', { url: 'https://a.example/', ...DOTTED }, { a: { b: '7' } }],
  [
    'action.graphql',
    { url: 'https://a.example/', query: '{a}', response_format: 'text', ...DOTTED },
    { a: { b: '7' } },
  ],
];

describe('a dotted name leads into objects', () => {
  test.each(CASES)('in %s with %j', async (type, config, expected) => {
    const definition = NODE_DEFINITIONS.find((one) => one.type === type);
    if (definition === undefined) throw new Error(`no ${type}`);
    const inputs = { main: [{ json: IN, binary: { data: { data: 'Nw==', mime_type: 'text/plain' } } }] };
    const { main = [] } = await outputsOf(definition, { inputs, config, respond: answer });
    expect(main.map(({ json }) => json)).toEqual([expected]);
  });

  test('in both lists of a comparison', async () => {
    const definition = NODE_DEFINITIONS.find((one) => one.type === 'logic.compare_datasets');
    if (definition === undefined) throw new Error('no comparison');
    const a = { k: { id: 1 }, v: { x: 1, y: 1 }, w: 1 };
    const b = { k: { id: 1 }, v: { x: 2, y: 2 }, w: 2 };
    const inputs = { input_a: [{ json: a }], input_b: [{ json: b }] };
    const fields = [{ input_a: 'k.id', input_b: 'k.id' }];
    const mix = { fields, when_different: 'mix', except_when_mixed: 'v.x' };
    expect((await outputsOf(definition, { inputs, config: mix })).different?.[0]?.json).toEqual({
      k: { id: 1 },
      v: { x: 2, y: 1 },
      w: 1,
    });
    const both = { fields, when_different: 'include_both', skip_fields: 'v.x' };
    expect((await outputsOf(definition, { inputs, config: both })).different?.[0]?.json).toEqual({
      keys: { k: { id: 1 } },
      same: { k: {} },
      different: { v: { inputA: { x: 1, y: 1 }, inputB: { x: 2, y: 2 } }, w: { inputA: 1, inputB: 2 } },
      skipped: { v: { x: { inputA: 1, inputB: 2 } } },
    });
  });

  test('in the inputs of a called workflow', async () => {
    const definition = NODE_DEFINITIONS.find((one) => one.type === 'trigger.workflow');
    if (definition === undefined) throw new Error('no trigger');
    const config = { inputs: { mode: 'fields', fields: [{ name: 'a.b', type: 'number' }, { name: 'x.y' }] } };
    const { main = [] } = await outputsOf(definition, { config, trigger: { input: [IN] } });
    expect(main.map(({ json }) => json)).toEqual([{ a: { b: 7 }, x: { y: null } }]);
  });

  test('unless dot notation is off', async () => {
    for (const [type, config, expected] of [
      ['action.set', { fields: [{ name: 'x.y', value: '7' }] }, { 'x.y': '7' }],
      ['action.split_out', { fields: 'text', destinations: 'x.y' }, { 'x.y': '7' }],
      ['action.aggregate', { mode: 'fields', fields: [{ field: 'text', output: 'x.y' }] }, { 'x.y': ['7'] }],
      ['action.rename_keys', { keys: [{ from: 'text', to: 'x.y' }] }, { a: IN.a, 'x.y': '7' }],
    ] as const) {
      const definition = NODE_DEFINITIONS.find((one) => one.type === type);
      if (definition === undefined) throw new Error(`no ${type}`);
      const { main = [] } = await outputsOf(definition, { items: [IN], config: { ...config, dot_notation: false } });
      expect(main.map(({ json }) => json)).toEqual([expected]);
    }
  });
});
