import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/engine/json.ts';
import { compareDatasetsLogic } from '../../../src/nodes/logic/compare-datasets.ts';
import { filterLogic } from '../../../src/nodes/logic/filter.ts';
import { outputsOf, runNode, toItems } from '../../support/node-run.ts';

describe('logic.filter', () => {
  const operator = { type: 'number', operation: 'gt' };
  const config = (item: JsonObject) => ({
    conditions: { conditions: [{ left_value: item.n ?? null, operator, right_value: 1 }] },
  });

  test('lets items through for which the conditions hold, with their links', async () => {
    expect(await outputsOf(filterLogic, { items: [{ n: 1 }, { n: 2 }, { n: 3 }], config })).toEqual({
      main: [
        { json: { n: 2 }, from: 1 },
        { json: { n: 3 }, from: 2 },
      ],
    });
  });

  test('names the item that it could not judge', async () => {
    await expect(runNode(filterLogic, { items: [{ n: 1 }, { n: 'x' }], config })).rejects.toMatchObject({
      code: 'conditions.wrong_type',
      item: 1,
    });
  });
});

describe('logic.compare_datasets', () => {
  const before = [
    { id: 1, name: 'Ada', at: 1 },
    { id: 2, name: 'Bob', at: 1 },
    { id: 3, name: 'Cyd', at: 1, tel: '5' },
  ];
  const after = [
    { id: 2, name: 'Bob', at: 1 },
    { id: 3, name: 'Cindy', at: 2, tel: '5' },
    { id: 4, name: 'Dan', at: 1 },
  ];
  const fields = [{ input_a: 'id', input_b: 'id' }];
  const compare = (config: JsonObject, a: readonly JsonObject[] = before, b: readonly JsonObject[] = after) =>
    outputsOf(compareDatasetsLogic, {
      inputs: { input_a: toItems(a), input_b: toItems(b) },
      config: { fields, ...config },
    });

  test('divides the items of two lists', async () => {
    expect(await compare({})).toEqual({
      only_a: [{ json: before[0], from: 0 }],
      same: [{ json: before[1], from: [1, 3] }],
      different: [{ json: after[1], from: [2, 4] }],
      only_b: [{ json: after[2], from: 5 }],
    });
  });

  test.each<[JsonObject, JsonObject]>([
    [{ when_different: 'prefer_a' }, { id: 3, name: 'Cyd', at: 1, tel: '5' }],
    [{ when_different: 'prefer_b' }, { id: 3, name: 'Cindy', at: 2, tel: '5' }],
    [
      { when_different: 'mix', except_when_mixed: 'name' },
      { id: 3, name: 'Cindy', at: 1, tel: '5' },
    ],
    [
      { when_different: 'mix', prefer_when_mixed: 'b', except_when_mixed: ['name'] },
      { id: 3, name: 'Cyd', at: 2, tel: '5' },
    ],
    [
      { when_different: 'include_both' },
      {
        keys: { id: 3 },
        same: { tel: '5' },
        different: { name: { inputA: 'Cyd', inputB: 'Cindy' }, at: { inputA: 1, inputB: 2 } },
      },
    ],
    [
      { when_different: 'include_both', skip_fields: ['at'] },
      {
        keys: { id: 3 },
        same: { tel: '5' },
        different: { name: { inputA: 'Cyd', inputB: 'Cindy' } },
        skipped: { at: { inputA: 1, inputB: 2 } },
      },
    ],
  ])('shows what differs with %j', async (config, expected) => {
    expect((await compare(config)).different?.map(({ json }) => json)).toEqual([expected]);
  });

  test('does not compare skipped fields', async () => {
    expect((await compare({ skip_fields: 'name, at' })).different).toEqual([]);
  });

  test('does not compare fields of different names that are matched', async () => {
    const config = { fields: [{ input_a: 'id', input_b: 'key' }] };
    expect((await compare(config, [{ id: 1, x: 1 }], [{ key: 1, x: 1 }])).same).toHaveLength(1);
  });

  test('tells "3" from 3 unless it is fuzzy', async () => {
    const [a, b] = [[{ id: 1, n: 3 }], [{ id: '1', n: '3' }]];
    expect((await compare({}, a, b)).only_a).toHaveLength(1);
    expect((await compare({ fuzzy: true }, a, b)).same).toHaveLength(1);
  });

  test.each([
    ['first', 1],
    ['all', 2],
  ])('compares with the %s match', async (multiple_matches, count) => {
    const twice = [
      { id: 1, n: 1 },
      { id: 1, n: 2 },
    ];
    const outputs = await compare({ multiple_matches }, [{ id: 1, n: 0 }], twice);
    expect(outputs.different).toHaveLength(count);
    expect(outputs.only_b).toEqual([]);
  });
});
