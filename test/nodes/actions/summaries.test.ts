import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/engine/json.ts';
import { aggregateAction } from '../../../src/nodes/actions/aggregate.ts';
import { summarizeAction } from '../../../src/nodes/actions/summarize.ts';
import { jsonOf, outputsOf, runNode } from '../../support/node-run.ts';

const ORDERS: JsonObject[] = [
  { id: 1, country: 'DE', total: 10, tags: ['a', 'b'], customer: { mail: 'x' } },
  { id: 2, country: 'FR', total: '20.5', tags: ['c'] },
  { id: 3, country: 'DE', total: 30, tags: 'd', customer: { mail: 'y' } },
  { id: 4, country: null, total: null },
];

describe('action.aggregate', () => {
  const aggregate = async (config: JsonObject) => (await jsonOf(aggregateAction, { items: ORDERS, config }))[0];

  test.each<[JsonObject, JsonObject]>([
    [
      { mode: 'fields', fields: [{ field: 'id' }, { field: 'customer.mail' }] },
      { id: [1, 2, 3, 4], mail: ['x', 'y'] },
    ],
    [{ mode: 'fields', fields: [{ field: 'id', output: 'ids.all' }] }, { ids: { all: [1, 2, 3, 4] } }],
    [{ mode: 'fields', fields: [{ field: 'total' }], keep_missing: true }, { total: [10, '20.5', 30, null] }],
    [{ mode: 'fields', fields: [{ field: 'tags' }] }, { tags: [['a', 'b'], ['c'], 'd'] }],
    [{ mode: 'fields', fields: [{ field: 'tags' }], merge_lists: true }, { tags: ['a', 'b', 'c', 'd'] }],
    [{ mode: 'all' }, { data: ORDERS }],
    [
      { mode: 'all', output: 'ids', include: 'selected', include_fields: ['id'] },
      { ids: [{ id: 1 }, { id: 2 }, { id: 3 }, { id: 4 }] },
    ],
    [
      { mode: 'all', include: 'except', include_fields: 'tags, customer, total, country' },
      { data: [{ id: 1 }, { id: 2 }, { id: 3 }, { id: 4 }] },
    ],
  ])('with %j', async (config, expected) => {
    expect(await aggregate(config)).toEqual(expected);
  });

  test('links the one item with all', async () => {
    const outputs = await outputsOf(aggregateAction, { items: ORDERS, config: { mode: 'all' } });
    expect(outputs.main?.map(({ from }) => from)).toEqual([[0, 1, 2, 3]]);
  });

  test('collects files under names of their own', async () => {
    const file = (data: string) => ({ data, mime_type: 'text/plain' });
    const inputs = {
      main: [
        { json: {}, binary: { a: file('1') } },
        { json: {}, binary: { a: file('2'), b: file('3') } },
      ],
    };
    const outputs = await outputsOf(aggregateAction, { inputs, config: { mode: 'all', include_binary: true } });
    expect(outputs.main?.[0]?.binary).toEqual({ a: file('1'), a_1: file('2'), b: file('3') });
  });
});

describe('action.summarize', () => {
  const one = async (aggregation: string, field: string, options: JsonObject = {}) => {
    const config = { fields: [{ aggregation, field, ...options }] };
    return (await jsonOf(summarizeAction, { items: ORDERS, config }))[0];
  };

  test.each<[string, string, JsonObject, JsonObject]>([
    ['count', 'total', {}, { count_total: 3 }],
    ['count', 'total', { include_empty: true }, { count_total: 4 }],
    ['count_unique', 'country', {}, { unique_count_country: 2 }],
    ['count_unique', 'country', { include_empty: true }, { unique_count_country: 3 }],
    ['sum', 'total', {}, { sum_total: 60.5 }],
    ['average', 'id', {}, { average_id: 2.5 }],
    ['average', 'none', {}, { average_none: null }],
    ['min', 'id', {}, { min_id: 1 }],
    ['max', 'id', {}, { max_id: 4 }],
    ['max', 'country', {}, { max_country: 'FR' }],
    ['min', 'none', {}, { min_none: null }],
    ['append', 'country', {}, { appended_country: ['DE', 'FR', 'DE'] }],
    ['concatenate', 'country', { separator: '|' }, { concatenated_country: 'DE|FR|DE' }],
    ['concatenate', 'country', { include_empty: true }, { concatenated_country: 'DE, FR, DE, ' }],
    ['count', 'customer.mail', {}, { count_customer_mail: 2 }],
  ])('%s of %s with %j', async (aggregation, field, options, expected) => {
    expect(await one(aggregation, field, options)).toEqual(expected);
  });

  test('finds extremes of texts that are numbers as it sorts them', async () => {
    const items = ['9', '10', '9007199254740993', '9007199254740992', '-3'].map((n) => ({ n }));
    const fields = ['min', 'max'].map((aggregation) => ({ aggregation, field: 'n' }));
    expect(await jsonOf(summarizeAction, { items, config: { fields } })).toEqual([
      { min_n: '-3', max_n: '9007199254740993' },
    ]);
  });

  const sum = [{ aggregation: 'sum', field: 'total' }];

  test('splits by fields and links each group with its items', async () => {
    const outputs = await outputsOf(summarizeAction, { items: ORDERS, config: { fields: sum, split_by: 'country' } });
    expect(outputs.main).toEqual([
      { json: { country: 'DE', sum_total: 40 }, from: [0, 2] },
      { json: { country: 'FR', sum_total: 20.5 }, from: [1] },
      { json: { country: null, sum_total: 0 }, from: [3] },
    ]);
  });

  test('leaves out groups without a value when told so', async () => {
    const config = { fields: sum, split_by: ['country'], skip_empty_splits: true };
    expect(await jsonOf(summarizeAction, { items: ORDERS, config })).toHaveLength(2);
  });

  test('nests groups in one item', async () => {
    const config = { fields: sum, split_by: ['country', 'id'], output: 'single_item' };
    expect(await jsonOf(summarizeAction, { items: ORDERS, config })).toEqual([
      {
        DE: { 1: { sum_total: 10 }, 3: { sum_total: 30 } },
        FR: { 2: { sum_total: 20.5 } },
        null: { 4: { sum_total: 0 } },
      },
    ]);
  });

  test('summarises nothing to nothing', async () => {
    expect(await jsonOf(summarizeAction, { items: [], config: { fields: sum } })).toEqual([]);
    expect(await jsonOf(summarizeAction, { items: [], config: { fields: sum, output: 'single_item' } })).toEqual([{}]);
  });

  test('refuses the same summary twice', async () => {
    const config = { fields: [...sum, ...sum] };
    await expect(runNode(summarizeAction, { items: ORDERS, config })).rejects.toMatchObject({
      code: 'summarize.field_twice',
    });
  });

  test('never reaches a prototype through a value', async () => {
    const items = [{ k: '__proto__', v: 1 }];
    const config = { fields: [{ aggregation: 'count', field: 'v' }], split_by: ['k'], output: 'single_item' };
    await jsonOf(summarizeAction, { items, config });
    expect('count_v' in {}).toBe(false);
  });
});
