import { describe, expect, test } from 'vitest';
import type { JsonObject, JsonValue } from '../../src/engine/json.ts';
import { removeDuplicatesAction } from '../../src/nodes/actions/remove-duplicates.ts';
import { summarizeAction } from '../../src/nodes/actions/summarize.ts';
import { compareDatasetsLogic } from '../../src/nodes/logic/compare-datasets.ts';
import { mergeLogic } from '../../src/nodes/logic/merge.ts';
import { groupNames } from '../../src/nodes/summarize/group-names.ts';
import { jsonOf, outputsOf, toItems } from '../support/node-run.ts';

/** Values that look alike and are not the same. */
const ALIKE: readonly JsonValue[] = [
  1,
  '1',
  '1.0',
  ' 1',
  true,
  'true',
  null,
  'null',
  '',
  'undefined',
  [1],
  '[1]',
  ['1'],
  {},
  '{}',
];
const ITEMS: readonly JsonObject[] = [...ALIKE.map((k) => ({ k })), {}];
const TWICE = [...ITEMS, ...ITEMS];
const COUNT = [{ aggregation: 'count', field: 'k', include_empty: true }];

describe('groups never fall together because values look alike', () => {
  test('in a summary', async () => {
    const groups = await jsonOf(summarizeAction, { items: TWICE, config: { fields: COUNT, split_by: 'k' } });
    expect(groups).toEqual(ITEMS.map((item) => ({ ...item, count_k: 2 })));
  });

  test('in a summary of one item', async () => {
    const config = { fields: COUNT, split_by: 'k', output: 'single_item' };
    const [summary = {}] = await jsonOf(summarizeAction, { items: TWICE, config });
    expect(Object.values(summary)).toEqual(ITEMS.map(() => ({ count_k: 2 })));
    expect(summary).toMatchObject({
      1: {},
      '"1"': {},
      true: {},
      '"true"': {},
      '1.0': {},
      undefined: {},
      '"undefined"': {},
    });
  });

  test('where duplicates are removed', async () => {
    for (const config of [{}, { compare: 'selected', fields: 'k' }, { compare: 'except', fields: 'x' }]) {
      expect(await jsonOf(removeDuplicatesAction, { items: TWICE, config })).toEqual(ITEMS);
    }
  });

  test('where lists are joined, and what lacks the field matches nothing', async () => {
    const inputs = { input_1: toItems(ITEMS), input_2: toItems(ITEMS) };
    const config = { mode: 'by_fields', fields: [{ input_1: 'k', input_2: 'k' }] };
    const { main = [] } = await outputsOf(mergeLogic, { inputs, config });
    expect(main.map(({ json }) => json)).toEqual(ITEMS.slice(0, -1));
  });

  test('where lists are compared', async () => {
    const inputs = { input_a: toItems(ITEMS), input_b: toItems(ITEMS) };
    const outputs = await outputsOf(compareDatasetsLogic, {
      inputs,
      config: { fields: [{ input_a: 'k', input_b: 'k' }] },
    });
    expect([outputs.same?.length, outputs.different?.length]).toEqual([ALIKE.length, 0]);
    const apart = ALIKE.flatMap((left, row) =>
      ALIKE.slice(row + 1).map((right): [JsonValue, JsonValue] => [left, right]),
    );
    const different = await outputsOf(compareDatasetsLogic, {
      inputs: {
        input_a: toItems(apart.map(([v], id) => ({ id, v }))),
        input_b: toItems(apart.map(([, v], id) => ({ id, v }))),
      },
      config: { fields: [{ input_a: 'id', input_b: 'id' }] },
    });
    expect(different.same).toEqual([]);
  });

  test('and numbers of one value are one group, however they are written', async () => {
    const items = JSON.parse('[{"k":1},{"k":1.0},{"k":1e0},{"k":0},{"k":-0}]');
    const groups = await jsonOf(summarizeAction, { items, config: { fields: COUNT, split_by: 'k' } });
    expect(groups).toEqual([
      { k: 1, count_k: 3 },
      { k: 0, count_k: 2 },
    ]);
  });
});

describe('groupNames', () => {
  test.each([
    [
      ['a', '1', 2, null],
      ['a', '1', '2', 'null'],
    ],
    [
      [1, '1', '"1"'],
      ['1', '"1"', '"\\"1\\""'],
    ],
    [
      ['"1"', '1'],
      ['"1"', '1'],
    ],
  ])('of %j are %j', (values, names) => {
    expect(groupNames(values)).toEqual(names);
  });
});
