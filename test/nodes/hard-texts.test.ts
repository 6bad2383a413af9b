import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/engine/json.ts';
import { findNode } from '../../src/nodes/registry.ts';
import { type FakeRun, jsonOf } from '../support/node-run.ts';

/**
 * Texts on which the host, or a pattern, would compute for very long. What it does there cannot be counted: whoever hangs here
 * has gone back to it.
 */
type Hard = readonly [name: string, type: string, config: JsonObject, code: string];

const A = 'a'.repeat(2_000_000);
const ALMOST = `${'a'.repeat(500_000)}b${'a'.repeat(500_000)}`;

function condition(operation: string, left: string, right: string): JsonObject {
  const judged = { left_value: left, operator: { type: 'string', operation }, right_value: right };
  return { conditions: { conditions: [judged] } };
}

const REFUSED: readonly Hard[] = [
  [
    'quotes that never close',
    'action.send_email',
    { from: 'a@b.co', to: '"\\"'.repeat(30_000), subject: 's', text: 't' },
    'email.bad_address',
  ],
  [
    'brackets where a date should be',
    'action.date_time',
    { operation: 'extract', date: '('.repeat(2_000_000) },
    'date_time.not_a_date',
  ],
  [
    'brackets where a date is compared',
    'logic.if',
    {
      conditions: {
        conditions: [
          { left_value: '('.repeat(2_000_000), operator: { type: 'date', operation: 'after' }, right_value: '2026' },
        ],
      },
    },
    'conditions.wrong_type',
  ],
  ['a pattern longer than any', 'logic.if', condition('regex', 'a', '(a|b)*'.repeat(500_000)), 'pattern.invalid'],
  ['a host longer than any', 'action.http', { url: `https://${'é'.repeat(18_000)}.com/` }, 'egress.invalid_url'],
  ['more names than fields have', 'action.split_out', { fields: 'a,'.repeat(40_000) }, 'node.config_invalid'],
  [
    'a place far beyond the end of a list',
    'action.set',
    { fields: [{ name: `a${'[10000]'.repeat(90)}`, value: 1 }] },
    'field.bad_position',
  ],
];

function run(type: string, fake: FakeRun): Promise<JsonObject[]> {
  const definition = findNode(type);
  if (definition === undefined) throw new Error(`There is no ${type}`);
  return jsonOf(definition, { items: [{}], ...fake });
}

describe('texts that are hard', () => {
  test.each(REFUSED)('are refused: %s', async (_name, type, config, code) => {
    await expect(run(type, { config })).rejects.toMatchObject({ code });
  });

  test.each(['contains', 'not_contains'])('are looked through once by %s', async (operation) => {
    const items = await run('logic.filter', { config: condition(operation, A, ALMOST) });
    expect(items).toHaveLength(operation === 'contains' ? 0 : 1);
  });

  test('are compared once for each, where a great one is the largest so far', async () => {
    const items = [{ x: 'b'.repeat(1_000_000) }, ...Array.from({ length: 5_000 }, () => ({ x: 'a' }))];
    const [largest] = await run('action.summarize', {
      config: { fields: [{ aggregation: 'max', field: 'x' }] },
      items,
    });
    expect(String(largest?.max_x)).toHaveLength(1_000_000);
  });

  test('are told apart once for each, where they are long and alike', async () => {
    const items = Array.from({ length: 1_500 }, (_none, id) => ({ x: `${'a'.repeat(17_000)}${1_000 + id}` }));
    expect(await run('action.remove_duplicates', { config: {}, items: [...items, ...items] })).toHaveLength(1_500);
  });

  test('go into a URL once, however many there are', async () => {
    const urls: string[] = [];
    const respond = ({ url }: { readonly url: string }) => {
      urls.push(url);
      return { status: 200, statusText: 'OK', url, headers: {}, body: new Uint8Array() };
    };
    const query = Object.fromEntries(
      Array.from({ length: 100 }, (_none, name) => [`n${name}`, Array(1_000).fill('x y')]),
    );
    await run('action.http', { config: { url: 'https://example.com/?a=b%20c', query }, respond });
    expect(urls[0]?.slice(0, 58)).toBe('https://example.com/?a=b%20c&n0=x%20y&n0=x%20y&n0=x%20y&n0');
    expect(urls[0]?.match(/=x%20y/g)).toHaveLength(100_000);
  });
});
