import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/engine/json.ts';
import { setAction } from '../../../src/nodes/actions/set.ts';
import { jsonOf, outputsOf, runNode } from '../../support/node-run.ts';

async function set(item: JsonObject, config: JsonObject): Promise<JsonObject | undefined> {
  const [json] = await jsonOf(setAction, { items: [item], config });
  return json;
}

const ITEM: JsonObject = { id: 7, customer: { name: 'Ada', city: 'London' }, tags: ['a', 'b'] };

describe('action.set field by field', () => {
  test.each<[string, unknown, unknown]>([
    ['string', 5, '5'],
    ['number', '5', 5],
    ['boolean', 'true', true],
    ['array', '[1]', [1]],
    ['object', '{"a":1}', { a: 1 }],
    ['any', '5', '5'],
    ['number', null, null],
    ['string', undefined, null],
  ])('turns a value into %s: %j', async (type, value, expected) => {
    const fields = [{ name: 'x', type, ...(value === undefined ? {} : { value }) }];
    expect(await jsonOf(setAction, { items: [{}], config: JSON.parse(JSON.stringify({ fields })) })).toEqual([
      { x: expected },
    ]);
  });

  test('says which field has a value that cannot be turned into its type', async () => {
    const config = { fields: [{ name: 'age', type: 'number', value: 'old' }] };
    await expect(runNode(setAction, { items: [{}], config })).rejects.toMatchObject({
      code: 'set.wrong_type',
      message: 'age: expected a number, got the text "old"',
      item: 0,
    });
  });

  test('keeps such a value if told so', async () => {
    const config = { fields: [{ name: 'age', type: 'number', value: 'old' }], ignore_conversion_errors: true };
    expect(await set({}, config)).toEqual({ age: 'old' });
  });

  test('sets nested fields', async () => {
    const fields = [
      { name: 'customer.name', value: 'Bob' },
      { name: 'tags[1]', value: 'c' },
    ];
    expect(await set(ITEM, { fields, include: 'all' })).toEqual({
      id: 7,
      customer: { name: 'Bob', city: 'London' },
      tags: ['a', 'c'],
    });
  });

  test('takes dots as they are without dot notation', async () => {
    expect(await set({}, { fields: [{ name: 'a.b', value: 'x' }], dot_notation: false })).toEqual({ 'a.b': 'x' });
  });

  test('lets later fields win', async () => {
    const fields = [
      { name: 'a', value: '1' },
      { name: 'a', value: '2' },
    ];
    expect(await set({}, { fields })).toEqual({ a: '2' });
  });
});

describe('action.set and the other fields', () => {
  const fields = [{ name: 'x', value: 'y' }];

  test.each<[JsonObject, JsonObject]>([
    [{}, { x: 'y' }],
    [{ include: 'none' }, { x: 'y' }],
    [{ include: 'all' }, { ...ITEM, x: 'y' }],
    [
      { include: 'selected', include_fields: ['id', 'customer.name'] },
      { id: 7, customer: { name: 'Ada' }, x: 'y' },
    ],
    [
      { include: 'selected', include_fields: 'id, none' },
      { id: 7, x: 'y' },
    ],
    [
      { include: 'except', include_fields: ['tags', 'customer.city'] },
      { id: 7, customer: { name: 'Ada' }, x: 'y' },
    ],
  ])('with %j', async (config, expected) => {
    expect(await set(ITEM, { fields, ...config })).toEqual(expected);
  });

  test('keeps files, or drops them', async () => {
    const binary = { data: { data: 'AA==', mime_type: 'image/png' } };
    const inputs = { main: [{ json: {}, binary }] };
    expect((await outputsOf(setAction, { inputs, config: {} })).main).toEqual([{ json: {}, binary, from: 0 }]);
    expect((await outputsOf(setAction, { inputs, config: { include_binary: false } })).main).toEqual([
      { json: {}, from: 0 },
    ]);
  });
});

describe('action.set as JSON', () => {
  test.each<[JsonObject]>([[{ json: { a: [1] } }], [{ json: '{"a":[1]}' }]])('takes %j', async (config) => {
    expect(await set(ITEM, { mode: 'json', ...config })).toEqual({ a: [1] });
  });

  test('adds to the fields that are kept', async () => {
    expect(await set({ a: 1, b: 2 }, { mode: 'json', json: { b: 3 }, include: 'all' })).toEqual({ a: 1, b: 3 });
  });

  test.each(['[1]', '5', '{'])('refuses %s', async (json) => {
    await expect(set({}, { mode: 'json', json })).rejects.toMatchObject({ code: 'set.not_an_object' });
  });
});

describe('action.set never reaches a prototype', () => {
  test.each(['__proto__.polluted', 'constructor.prototype.polluted', 'a.__proto__.polluted', 'a["__proto__"].x'])(
    'by the field %s',
    async (name) => {
      await expect(set({}, { fields: [{ name, value: 'yes' }] })).rejects.toMatchObject({
        code: 'field.forbidden_name',
      });
      expect('polluted' in {}).toBe(false);
    },
  );

  test('by JSON', async () => {
    const config = { mode: 'json', json: '{"__proto__":{"polluted":true}}' };
    await expect(set({}, config)).rejects.toMatchObject({ code: 'field.forbidden_name' });
    expect('polluted' in {}).toBe(false);
  });
});
