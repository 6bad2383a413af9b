import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/engine/json.ts';
import { createWorkMeter, WorkLimitError } from '../../../src/engine/work-meter.ts';
import { limitAction } from '../../../src/nodes/actions/limit.ts';
import { removeDuplicatesAction } from '../../../src/nodes/actions/remove-duplicates.ts';
import { renameKeysAction } from '../../../src/nodes/actions/rename-keys.ts';
import { sortAction } from '../../../src/nodes/actions/sort.ts';
import { splitOutAction } from '../../../src/nodes/actions/split-out.ts';
import { jsonOf, outputsOf, runNode } from '../../support/node-run.ts';

describe('action.sort', () => {
  const people = [
    { name: 'bob', age: 30 },
    { name: 'Ada', age: 30 },
    { name: 'cyd' },
    { name: 'Dan', age: 4, address: { city: 'Oslo' } },
  ];
  const names = async (config: JsonObject) =>
    (await jsonOf(sortAction, { items: people, config })).map(({ name }) => name);

  test.each([
    [[{ field: 'name' }], ['Ada', 'bob', 'cyd', 'Dan']],
    [[{ field: 'name', order: 'descending' }], ['Dan', 'cyd', 'bob', 'Ada']],
    [[{ field: 'age' }], ['Dan', 'bob', 'Ada', 'cyd']],
    [[{ field: 'age', order: 'descending' }], ['bob', 'Ada', 'Dan', 'cyd']],
    [
      [{ field: 'age' }, { field: 'name' }],
      ['Dan', 'Ada', 'bob', 'cyd'],
    ],
    [[{ field: 'address.city' }], ['Dan', 'bob', 'Ada', 'cyd']],
  ])('by %j', async (fields, expected) => {
    expect(await names({ mode: 'fields', fields })).toEqual(expected);
  });

  test('orders values of several types: numbers, texts, booleans, the rest, nothing', async () => {
    const values = [null, 'b', { x: 1 }, 10, true, 'A', 9, false];
    const items = values.map((value) => ({ value }));
    const sorted = await jsonOf(sortAction, { items, config: { mode: 'fields', fields: [{ field: 'value' }] } });
    expect(sorted.map(({ value }) => value)).toEqual([9, 10, 'A', 'b', false, true, { x: 1 }, null]);
  });

  test('takes a text that is a number for that number', async () => {
    const values = [
      'b1',
      '10',
      9,
      '9.5',
      '-1',
      ' 8 ',
      '+7',
      '007',
      '1e1',
      '12 kg',
      '0x1',
      '',
      '9007199254740993',
      '9007199254740992',
    ];
    const items = values.map((value) => ({ value }));
    const sorted = await jsonOf(sortAction, { items, config: { mode: 'fields', fields: [{ field: 'value' }] } });
    const numbers = ['-1', '+7', '007', ' 8 ', 9, '9.5', '10', '1e1', '9007199254740992', '9007199254740993'];
    const texts = ['', '0x1', '12 kg', 'b1'];
    expect(sorted.map(({ value }) => value)).toEqual([...numbers, ...texts]);
  });

  test('keeps the links', async () => {
    const items = [{ n: 2 }, { n: 1 }];
    const outputs = await outputsOf(sortAction, { items, config: { mode: 'fields', fields: [{ field: 'n' }] } });
    expect(outputs.main?.map(({ from }) => from)).toEqual([1, 0]);
  });

  test('at random keeps all items, and the same order in a retry', async () => {
    const items = Array.from({ length: 50 }, (_none, n) => ({ n }));
    const first = await jsonOf(sortAction, { items, config: { mode: 'random' } });
    expect(first).not.toEqual(items);
    expect(first.toSorted((one, other) => Number(one.n) - Number(other.n))).toEqual(items);
    expect(await jsonOf(sortAction, { items, config: { mode: 'random' } })).toEqual(first);
  });
});

describe('action.limit', () => {
  const items = [{ n: 1 }, { n: 2 }, { n: 3 }];

  test.each<[JsonObject, number[]]>([
    [{}, [1]],
    [{ max_items: 2 }, [1, 2]],
    [{ max_items: 2, keep: 'last' }, [2, 3]],
    [{ max_items: 9 }, [1, 2, 3]],
  ])('with %j', async (config, expected) => {
    expect((await jsonOf(limitAction, { items, config })).map(({ n }) => n)).toEqual(expected);
  });

  test('keeps the links', async () => {
    const outputs = await outputsOf(limitAction, { items, config: { keep: 'last' } });
    expect(outputs.main).toEqual([{ json: { n: 3 }, from: 2 }]);
  });
});

describe('action.split_out', () => {
  const order = { id: 7, lines: [{ sku: 'a' }, { sku: 'b' }], tags: ['x', 'y', 'z'], by: { ada: 1, bob: 2 } };
  const split = (config: JsonObject) => jsonOf(splitOutAction, { items: [order], config });

  test.each<[JsonObject, JsonObject[]]>([
    [{ fields: ['lines'] }, [{ sku: 'a' }, { sku: 'b' }]],
    [{ fields: 'tags' }, [{ tags: 'x' }, { tags: 'y' }, { tags: 'z' }]],
    [{ fields: ['by'] }, [{ by: 1 }, { by: 2 }]],
    [{ fields: ['by.ada'] }, [{ by: { ada: 1 } }]],
    [{ fields: ['none'] }, []],
    [{ fields: ['lines'], destinations: ['line'] }, [{ line: { sku: 'a' } }, { line: { sku: 'b' } }]],
    [
      { fields: ['lines', 'tags'], destinations: ['line', 'tag'] },
      [{ line: { sku: 'a' }, tag: 'x' }, { line: { sku: 'b' }, tag: 'y' }, { tag: 'z' }],
    ],
    [
      { fields: ['lines'], include: 'selected', include_fields: ['id'] },
      [
        { id: 7, lines: { sku: 'a' } },
        { id: 7, lines: { sku: 'b' } },
      ],
    ],
    [
      { fields: ['by', 'tags'], include: 'all', destinations: ['who', 'tag'] },
      [
        { id: 7, lines: order.lines, who: 1, tag: 'x' },
        { id: 7, lines: order.lines, who: 2, tag: 'y' },
        { id: 7, lines: order.lines, tag: 'z' },
      ],
    ],
  ])('with %j', async (config, expected) => {
    expect(await split(config)).toEqual(expected);
  });

  test('fails before it makes too many items', async () => {
    const items = [{ l: Array.from({ length: 250_001 }, () => 1) }];
    await expect(runNode(splitOutAction, { items, config: { fields: 'l' } })).rejects.toMatchObject({
      code: 'node.too_many_items',
    });
  });

  test('links each new item with its origin, and keeps files if told so', async () => {
    const binary = { data: { data: 'AA==', mime_type: 'image/png' } };
    const inputs = { main: [{ json: { l: [] } }, { json: { l: [1, 2] }, binary }] };
    const outputs = await outputsOf(splitOutAction, { inputs, config: { fields: 'l', include_binary: true } });
    expect(outputs.main).toEqual([
      { json: { l: 1 }, binary, from: 1 },
      { json: { l: 2 }, binary, from: 1 },
    ]);
  });
});

describe('action.remove_duplicates', () => {
  const items = [
    { id: 1, mail: 'a', deep: { x: 1, y: 2 } },
    { id: 2, mail: 'a', deep: { y: 2, x: 1 } },
    { id: 1, mail: 'a', deep: { y: 2, x: 1 } },
    { id: 3, mail: 'b', deep: { x: 2 } },
  ];

  test.each<[JsonObject, number[]]>([
    [{}, [0, 1, 3]],
    [{ compare: 'selected', fields: ['mail'] }, [0, 3]],
    [{ compare: 'selected', fields: 'mail, deep.x' }, [0, 3]],
    [{ compare: 'except', fields: ['id'] }, [0, 3]],
    [{ compare: 'selected', fields: ['none'] }, [0]],
  ])('with %j', async (config, kept) => {
    const outputs = await outputsOf(removeDuplicatesAction, { items, config });
    expect(outputs.main?.map(({ from }) => from)).toEqual(kept);
  });

  test('drops other fields when told so', async () => {
    const config = { compare: 'selected', fields: ['deep.x'], remove_other_fields: true };
    expect(await jsonOf(removeDuplicatesAction, { items, config })).toEqual([{ deep: { x: 1 } }, { deep: { x: 2 } }]);
  });
});

describe('action.rename_keys', () => {
  const rename = async (json: JsonObject, config: JsonObject) => {
    const [renamed] = await jsonOf(renameKeysAction, { items: [json], config });
    return renamed;
  };

  test.each<[JsonObject, JsonObject, JsonObject]>([
    [{ a: 1, b: 2 }, { keys: [{ from: 'a', to: 'x' }] }, { b: 2, x: 1 }],
    [{ a: { b: 1, c: 2 } }, { keys: [{ from: 'a.b', to: 'd' }] }, { a: { c: 2 }, d: 1 }],
    [{ a: 1 }, { keys: [{ from: 'a', to: 'x.y' }] }, { x: { y: 1 } }],
    [{ 'a.b': 1 }, { keys: [{ from: 'a.b', to: 'c.d' }], dot_notation: false }, { 'c.d': 1 }],
    [{ a: 1 }, { keys: [{ from: 'none', to: 'x' }] }, { a: 1 }],
    [{ a: 1 }, { keys: [{ from: 'a', to: 'a' }] }, { a: 1 }],
    [{ user_id: 1, in: [{ user_name: 2 }] }, { patterns: [{ search: '^user_' }] }, { id: 1, in: [{ name: 2 }] }],
    [{ ab: 1, x: { ab: 1 } }, { patterns: [{ search: '(a)(b)', replace: '$2$1', depth: 0 }] }, { ba: 1, x: { ab: 1 } }],
    [{ ABC: 1 }, { patterns: [{ search: 'b', replace: '_', ignore_case: true }] }, { A_C: 1 }],
  ])('%j with %j', async (json, config, expected) => {
    expect(await rename(json, config)).toEqual(expected);
  });

  test.each<[string, JsonObject, JsonObject]>([
    ['doubling', { a: 1 }, { patterns: Array.from({ length: 25 }, () => ({ search: '.', replace: '$&$&' })) }],
    [
      'doubling by groups',
      { a: 1 },
      { patterns: Array.from({ length: 25 }, () => ({ search: '(.+)', replace: '$1$1' })) },
    ],
    ['one long replacement', { ['a'.repeat(100)]: 1 }, { patterns: [{ search: 'a', replace: 'b'.repeat(1000) }] }],
    ['empty matches', { ['a'.repeat(5000)]: 1 }, { patterns: [{ search: 'x*', replace: 'xyz' }] }],
  ])('lets no name grow without end: %s', async (_, json, config) => {
    await expect(rename(json, config)).rejects.toMatchObject({ code: 'rename_keys.name_too_long' });
  });

  test.each<[string, JsonObject]>([
    ['many names and patterns', { patterns: Array.from({ length: 50 }, () => ({ search: 'zz', replace: '' })) }],
    ['many names and keys', { keys: Array.from({ length: 500 }, (_, n) => ({ from: `k${n}`, to: `l${n}` })) }],
  ])('draws on what a node run may do: %s', async (_, config) => {
    const wide = Object.fromEntries(Array.from({ length: 2000 }, (_, n) => [`k${n}`, n]));
    const work = createWorkMeter({ steps: 100_000, expired: () => false });
    await expect(runNode(renameKeysAction, { items: [wide], config, work })).rejects.toThrow(WorkLimitError);
  });

  test('refuses positions that would make long lists', async () => {
    const config = { keys: [{ from: 'a', to: `a${'[10000]'.repeat(90)}` }] };
    await expect(rename({ a: 1 }, config)).rejects.toMatchObject({ code: 'field.bad_position' });
  });

  test.each<[JsonObject]>([
    [{ keys: [{ from: 'a', to: '__proto__.x' }] }],
    [{ patterns: [{ search: '^a$', replace: '__proto__' }] }],
  ])('never reaches a prototype: %j', async (config) => {
    await expect(runNode(renameKeysAction, { items: [{ a: { x: 1 } }], config })).rejects.toMatchObject({
      code: 'field.forbidden_name',
    });
  });
});
