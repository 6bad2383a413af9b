import { describe, expect, test } from 'vitest';
import type { Item } from '../../../src/engine/item.ts';
import type { JsonObject } from '../../../src/engine/json.ts';
import { mergeLogic } from '../../../src/nodes/logic/merge.ts';
import { outputsOf, runNode, toItems } from '../../support/node-run.ts';

const CUSTOMERS = [
  { id: 1, name: 'Ada' },
  { id: 2, name: 'Bob' },
  { id: 3, name: 'Cyd' },
];
const ORDERS = [
  { customer: 1, total: 10 },
  { customer: 1, total: 20 },
  { customer: 3, total: 30 },
  { customer: 9, total: 90 },
];

async function merge(lists: readonly (readonly JsonObject[])[], config: JsonObject): Promise<readonly Item[]> {
  const inputs = Object.fromEntries(lists.map((list, index) => [`input_${index + 1}`, toItems(list)]));
  return (await outputsOf(mergeLogic, { inputs, config })).main ?? [];
}

async function merged(lists: readonly (readonly JsonObject[])[], config: JsonObject): Promise<JsonObject[]> {
  return (await merge(lists, config)).map((item) => item.json);
}

describe('logic.merge, append', () => {
  test('puts one list after the other and keeps the links', async () => {
    expect(await merge([[{ a: 1 }], [], [{ b: 2 }]], { mode: 'append', inputs: 3 })).toEqual([
      { json: { a: 1 }, from: 0 },
      { json: { b: 2 }, from: 1 },
    ]);
  });

  test('keeps ten inputs in their order', async () => {
    const lists = Array.from({ length: 10 }, (_none, index) => [{ n: index }]);
    expect((await merged(lists, { mode: 'append', inputs: 10 })).map((json) => json.n)).toEqual([...lists.keys()]);
  });
});

describe('logic.merge by position', () => {
  test('pairs items and links each with both', async () => {
    expect(await merge([[{ a: 1 }, { a: 2 }], [{ b: 1 }]], { mode: 'by_position' })).toEqual([
      { json: { a: 1, b: 1 }, from: [0, 2] },
    ]);
  });

  test('keeps unpaired items when told so', async () => {
    const config = { mode: 'by_position', include_unpaired: true };
    expect(await merge([[{ a: 1 }, { a: 2 }], [{ b: 1 }]], config)).toEqual([
      { json: { a: 1, b: 1 }, from: [0, 2] },
      { json: { a: 2 }, from: [1] },
    ]);
  });

  test('takes more than two inputs', async () => {
    expect(await merged([[{ a: 1 }], [{ b: 2 }], [{ c: 3 }]], { mode: 'by_position', inputs: 3 })).toEqual([
      { a: 1, b: 2, c: 3 },
    ]);
  });
});

describe('logic.merge by fields', () => {
  const fields = [{ input_1: 'id', input_2: 'customer' }];
  const ada10 = { id: 1, name: 'Ada', customer: 1, total: 10 };
  const ada20 = { id: 1, name: 'Ada', customer: 1, total: 20 };
  const cyd30 = { id: 3, name: 'Cyd', customer: 3, total: 30 };
  const bob = { id: 2, name: 'Bob' };
  const stray = { customer: 9, total: 90 };

  test.each<[JsonObject, JsonObject[]]>([
    [{}, [ada10, ada20, cyd30]],
    [{ join: 'left' }, [ada10, ada20, cyd30, bob]],
    [{ join: 'right' }, [ada10, ada20, cyd30, stray]],
    [{ join: 'outer' }, [ada10, ada20, cyd30, bob, stray]],
    [{ join: 'anti', output_from: 'input_1' }, [bob]],
    [{ join: 'anti', output_from: 'input_2' }, [stray]],
    [
      { join: 'anti' },
      [
        { ...bob, _source: 'input1' },
        { ...stray, _source: 'input2' },
      ],
    ],
    [{ output_from: 'input_1' }, [CUSTOMERS[0] ?? {}, CUSTOMERS[2] ?? {}]],
    [{ output_from: 'input_2' }, ORDERS.slice(0, 3)],
    [{ multiple_matches: 'first' }, [ada10, cyd30]],
  ])('with %j', async (config, expected) => {
    expect(await merged([CUSTOMERS, ORDERS], { mode: 'by_fields', fields, ...config })).toEqual(expected);
  });

  test('links a match with both, the others with themselves', async () => {
    const items = await merge([CUSTOMERS, ORDERS], { mode: 'by_fields', fields, join: 'outer' });
    expect(items.map((item) => item.from)).toEqual([[0, 3], [0, 4], [2, 5], 1, 6]);
  });

  test('compares nested fields, all of them', async () => {
    const both = [
      { input_1: 'a.b', input_2: 'x' },
      { input_1: 'c', input_2: 'y' },
    ];
    const left = [
      { a: { b: 1 }, c: 2 },
      { a: { b: 1 }, c: 3 },
    ];
    expect(await merged([left, [{ x: 1, y: 3 }]], { mode: 'by_fields', fields: both })).toHaveLength(1);
  });

  test('tells 1 from "1" unless it is fuzzy', async () => {
    const lists = [
      [{ id: 1 }, { id: null }],
      [{ customer: '1' }, { customer: '' }],
    ];
    expect(await merged(lists, { mode: 'by_fields', fields })).toEqual([]);
    expect(await merged(lists, { mode: 'by_fields', fields, fuzzy: true })).toHaveLength(2);
  });

  test('never matches items that lack the field', async () => {
    expect(await merged([[{ a: 1 }], [{ b: 2 }]], { mode: 'by_fields', fields, join: 'outer' })).toEqual([
      { a: 1 },
      { b: 2 },
    ]);
  });

  test('fails before a join gets too large', async () => {
    const many = Array.from({ length: 600 }, () => ({ id: 1, customer: 1 }));
    await expect(merged([many, many], { mode: 'by_fields', fields })).rejects.toMatchObject({
      code: 'node.too_many_items',
    });
  });
});

describe('logic.merge and fields that clash', () => {
  const left = [{ a: 1, deep: { x: 1, y: 1 }, list: [1, 2], empty: 'left' }];
  const right = [{ a: 2, deep: { x: 2 }, list: [3], empty: '' }];

  test.each<[JsonObject, JsonObject]>([
    [{}, { a: 2, deep: { x: 2, y: 1 }, list: [3, 2], empty: '' }],
    [{ prefer: 1 }, { a: 1, deep: { x: 1, y: 1 }, list: [1, 2], empty: 'left' }],
    [{ merge: 'shallow' }, { a: 2, deep: { x: 2 }, list: [3], empty: '' }],
    [{ override_empty: true }, { a: 2, deep: { x: 2, y: 1 }, list: [3, 2], empty: 'left' }],
    [
      { prefer: 'suffix' },
      {
        a_1: 1,
        deep_1: { x: 1, y: 1 },
        list_1: [1, 2],
        empty_1: 'left',
        a_2: 2,
        deep_2: { x: 2 },
        list_2: [3],
        empty_2: '',
      },
    ],
  ])('with %j', async (clash, expected) => {
    expect(await merged([left, right], { mode: 'by_position', clash })).toEqual([expected]);
  });

  test('merges files too', async () => {
    const file = (data: string) => ({ data, mime_type: 'text/plain' });
    const inputs = {
      input_1: [{ json: {}, binary: { a: file('1'), b: file('1') } }],
      input_2: [{ json: {}, binary: { b: file('2') } }],
    };
    const outputs = await outputsOf(mergeLogic, { inputs, config: { mode: 'by_position' } });
    expect(outputs.main?.[0]?.binary).toEqual({ a: file('1'), b: file('2') });
  });

  test('never reaches a prototype', async () => {
    const evil = JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}');
    await merged([[evil], [evil]], { mode: 'by_position' });
    expect('polluted' in {}).toBe(false);
  });
});

describe('logic.merge, all combinations', () => {
  test('makes each pair', async () => {
    expect(
      await merge(
        [
          [{ a: 1 }, { a: 2 }],
          [{ b: 1 }, { b: 2 }],
        ],
        { mode: 'all_combinations' },
      ),
    ).toEqual([
      { json: { a: 1, b: 1 }, from: [0, 2] },
      { json: { a: 1, b: 2 }, from: [0, 3] },
      { json: { a: 2, b: 1 }, from: [1, 2] },
      { json: { a: 2, b: 2 }, from: [1, 3] },
    ]);
  });

  test('fails before it gets too large', async () => {
    const many = toItems(Array.from({ length: 600 }, () => ({})));
    const config = { mode: 'all_combinations' };
    await expect(runNode(mergeLogic, { inputs: { input_1: many, input_2: many }, config })).rejects.toMatchObject({
      code: 'node.too_many_items',
    });
  });
});

describe('logic.merge, choose branch', () => {
  test.each([
    [1, [{ json: { a: 1 }, from: 0 }]],
    [2, [{ json: { b: 2 }, from: 1 }]],
    ['empty', [{ json: {} }]],
  ])('goes on with %j', async (output, expected) => {
    expect(await merge([[{ a: 1 }], [{ b: 2 }]], { mode: 'choose_branch', output })).toEqual(expected);
  });
});
