import type { Item } from '../../../src/engine/item.ts';
import type { JsonObject } from '../../../src/engine/json.ts';
import { fieldsOf, type GrowthCases, nestedIn, overItems, textFile, times, withConfig, withLists } from './case.ts';

const equal = (size: number) => times(size, () => ({ id: 1, text: 'the same', list: [1, 2] }));
const different = (size: number) => times(size, (id) => ({ id, text: `t${id}`, list: [id] }));
const backwards = (size: number) => different(size).reverse();
const longTexts = (size: number) => times(10, () => ({ id: 'a'.repeat(size), text: 'a'.repeat(size) }));
const oneLarge = (size: number) => [{ id: nestedIn(50, fieldsOf(size / 2, String)) }, ...different(size)];
const wide = (size: number) => [fieldsOf(size / 2, String)];
const deep = (size: number) => times(size, () => ({ id: nestedIn(100, 1) }));
const strange = (size: number) => times(size, (id) => ({ id: [null, true, 'é', {}, -1e300][id % 5] ?? null }));
const SHAPES = { equal, different, backwards, longTexts, oneLarge, wide, deep, strange };

function overAll(config: JsonObject) {
  return Object.entries(SHAPES).map(([name, items]) => overItems(`${name} ${JSON.stringify(config)}`, config, items));
}

const AGGREGATIONS = ['append', 'average', 'concatenate', 'count', 'count_unique', 'max', 'min', 'sum'];

function filesOf(size: number, name: (index: number) => string): Item[] {
  return times(size, (index) => ({ json: {}, binary: { [name(index)]: textFile('a') } }));
}

function names(size: number, name = (index: number) => `k${index}`): string {
  return times(Math.min(size, 1000), name).join(',');
}

export const LIST_CASES: GrowthCases = {
  'action.set': [
    ...overAll({ fields: [{ name: 'a.b', type: 'any', value: 1 }], include: 'all' }),
    withConfig(
      'many fields',
      (size) => ({ fields: times(Math.min(size, 500), (index) => ({ name: `k${index}`, value: 'x' })) }),
      { json: (size) => fieldsOf(size, String) },
    ),
    withConfig(
      'many fields in one place',
      (size) => ({
        include: 'all',
        fields: times(Math.min(size, 500), (index) => ({ name: `a.k${index}`, value: 'x' })),
      }),
      { json: (size) => ({ a: fieldsOf(size, String) }) },
    ),
    withConfig(
      'many places of one list',
      (size) => ({
        include: 'all',
        fields: times(Math.min(size, 500), (index) => ({ name: `a[${index}]`, value: 'x' })),
      }),
      { json: (size) => ({ a: times(size, String) }) },
    ),
    withConfig('fields that are left out', (size) => ({ include: 'except', include_fields: names(size) }), {
      json: (size) => fieldsOf(size, String),
    }),
    withConfig(
      'fields that are kept',
      (size) => ({ include: 'selected', include_fields: names(size, (index) => `a.k${index}`) }),
      { json: (size) => ({ a: fieldsOf(size, String) }) },
    ),
    withConfig('places beyond the end', () => ({ fields: [{ name: `a${'[10000]'.repeat(90)}`, value: 1 }] }), {
      fails: 'field.bad_position',
    }),
    withConfig('a JSON text', (size) => ({ mode: 'json', json: JSON.stringify(fieldsOf(size, () => '\\"[{')) })),
    withConfig('conversions', (size) => ({
      fields: [
        { name: 'a', type: 'array', value: `[${'1,'.repeat(size)}1]` },
        { name: 'b', type: 'string', value: times(size, String) },
      ],
    })),
    overItems('lists that are made longer', { fields: [{ name: 'a[100]', value: 1 }] }, different),
  ],
  'action.sort': [
    ...overAll({ mode: 'fields', fields: [{ field: 'id' }, { field: 'text', order: 'descending' }] }),
    ...overAll({ mode: 'random' }),
  ],
  'action.limit': [...overAll({ max_items: 10 }), overItems('the last', { max_items: 10, keep: 'last' }, different)],
  'action.aggregate': [
    ...overAll({ mode: 'fields', fields: [{ field: 'id' }, { field: 'list' }], merge_lists: true }),
    ...overAll({ mode: 'all', include: 'selected', include_fields: 'id,text' }),
    ...[true, false].flatMap((unique_binary) =>
      [() => 'same', (index: number) => `f_${index % 7}`, (index: number) => `f${index}`].map((name) => ({
        name: 'files',
        of: (size: number) => ({
          config: { mode: 'all', include_binary: true, unique_binary },
          inputs: { main: filesOf(size, name) },
        }),
      })),
    ),
    withConfig(
      'many fields',
      (size) => ({ mode: 'fields', fields: times(Math.min(200, size), (index) => ({ field: `k${index}` })) }),
      { json: (size) => fieldsOf(size, String) },
    ),
  ],
  'action.summarize': [
    ...overAll({ fields: AGGREGATIONS.map((aggregation) => ({ aggregation, field: 'id' })) }),
    ...overAll({ fields: [{ field: 'text' }], split_by: ['id', 'text'] }),
    ...overAll({ fields: [{ field: 'text' }], split_by: ['id', 'list', 'text'], output: 'single_item' }),
    withConfig('many fields to split by', (size) => ({ fields: [{ field: 'a' }], split_by: names(size) }), {
      json: (size) => fieldsOf(size, String),
    }),
  ],
  'action.split_out': [
    withConfig('a list', () => ({ fields: ['list'] }), { json: (size) => ({ list: times(size, (id) => ({ id })) }) }),
    withConfig('lists side by side', (size) => ({ fields: names(Math.min(size, 100)) }), {
      json: (size) => fieldsOf(size, () => [1, 2]),
    }),
    withConfig('a copy of many others for each', () => ({ fields: ['list'], include: 'all' }), {
      json: (size) => ({ list: times(size, String), ...fieldsOf(size, String) }),
    }),
    withConfig(
      'a copy of many named others for each',
      (size) => ({ fields: ['list'], include: 'selected', include_fields: names(size) }),
      { json: (size) => ({ list: times(size, String), ...fieldsOf(size, String) }) },
    ),
    withConfig('the values of an object', () => ({ fields: ['all'] }), {
      json: (size) => ({ all: fieldsOf(size, String) }),
    }),
  ],
  'action.remove_duplicates': [
    ...overAll({}),
    ...overAll({ compare: 'selected', fields: ['id', 'text'], remove_other_fields: true }),
    ...overAll({ compare: 'except', fields: ['text'] }),
    withConfig('many names', (size) => ({ compare: 'except', fields: names(size) }), {
      json: (size) => fieldsOf(size, String),
    }),
    {
      name: 'seen before',
      of: (size) => ({
        config: ({ id = 1 }) => ({ operation: 'seen_before', keep: 'new', value: id }),
        items: different(size),
        dedupe: () => times(size, (index) => index),
      }),
    },
    {
      name: 'higher than before',
      of: (size) => ({
        config: ({ id = 1 }) => ({ operation: 'seen_before', keep: 'higher', value: id }),
        items: different(size),
        dedupe: () => times(size, (index) => index),
      }),
    },
  ],
  'action.rename_keys': [
    withConfig(
      'many names',
      (size) => ({ keys: times(Math.min(500, size), (index) => ({ from: `k${index}`, to: `l${index}` })) }),
      { size: 40, json: (size) => fieldsOf(size, String) },
    ),
    withConfig(
      'patterns that double a name',
      (size) => ({ patterns: times(Math.min(50, Math.ceil(size / 20)), () => ({ search: '.', replace: '$0$0' })) }),
      { json: () => ({ a: 1 }), mayFail: 'rename_keys.name_too_long' },
    ),
    withConfig('patterns over many names', () => ({ patterns: [{ search: 'k(.*)', replace: '$1' }] }), {
      json: (size) => fieldsOf(size, String),
    }),
    withConfig('a long name', () => ({ patterns: [{ search: '(a|aa)+$|a', replace: '$0' }] }), {
      size: 40,
      json: (size) => ({ [`${'a'.repeat(size)}!`]: 1 }),
    }),
    withConfig('deep objects', () => ({ patterns: [{ search: 'k', replace: 'l' }] }), {
      json: (size) => ({ k: nestedIn(80, fieldsOf(size, String)) }),
    }),
    overItems('places beyond the end', { keys: [{ from: 'id', to: `a${'[10000]'.repeat(90)}` }] }, different, {
      fails: 'field.bad_position',
    }),
  ],
  'action.execution_data': [
    overItems('items', { data: [{ key: 'a', value: 'x'.repeat(2000) }] }, different),
    withConfig('large values', (size) => ({ data: [{ key: 'a', value: times(size, String) }] })),
  ],
  'action.execute_workflow': [
    overItems('once', { workflow_id: 'w', inputs: { a: 1 } }, different),
    {
      name: 'ends',
      of: (size) => ({
        config: { workflow_id: 'w', mode: 'each' },
        items: different(size),
        resumed: true,
        ends: times(size, () => ({
          executionId: 'e',
          workflowId: 'w',
          status: 'completed' as const,
          items: [{ json: {}, from: 0 }],
        })),
      }),
    },
    overItems('for each', { workflow_id: 'w', mode: 'each', wait: false }, different),
  ],
  'logic.merge': mergeCases(),
  'logic.compare_datasets': compareCases(),
};

function items(jsons: readonly JsonObject[]): Item[] {
  return jsons.map((json) => ({ json }));
}

function mergeCases() {
  const lists = (of: (size: number) => readonly [Item[], Item[]]) => ({ handles: ['input_1', 'input_2'] as const, of });
  const fields = [{ input_1: 'id', input_2: 'id' }];
  const shapes = Object.entries(SHAPES).filter(([name]) => name !== 'equal');
  return [
    ...shapes.flatMap(([name, shape]) =>
      [
        { mode: 'by_fields', fields },
        { mode: 'by_fields', fields, join: 'outer', fuzzy: true },
        { mode: 'by_position' },
        { mode: 'append' },
      ].map((config) =>
        withLists(
          `${name} ${JSON.stringify(config)}`,
          config,
          lists((size) => [items(shape(size)), items(shape(size))]),
          { size: name === 'deep' ? 10 : 100, mayFail: 'node.too_many_items' },
        ),
      ),
    ),
    ...['inner', 'left', 'outer', 'anti'].map((join) =>
      withLists(
        `equal keys, first match, ${join}`,
        { mode: 'by_fields', fields, join, multiple_matches: 'first' },
        lists((size) => [items(equal(size)), items(equal(size))]),
        { size: 800 },
      ),
    ),
    withLists(
      'equal keys, all matches',
      { mode: 'by_fields', fields },
      lists((size) => [items(equal(size)), items(equal(size))]),
      { size: 20 },
    ),
    withLists(
      'one large item with many',
      { mode: 'by_fields', fields },
      lists((size) => [items([{ id: 1, ...fieldsOf(size, String) }]), items(equal(size))]),
    ),
    withLists(
      'one deep item with many',
      { mode: 'by_fields', fields },
      lists((size) => [
        items([{ id: 1, list: times(size, () => ({})) }]),
        items(times(size, () => ({ id: 1, list: times(size, () => ({})) }))),
      ]),
      { size: 20 },
    ),
    withLists(
      'all combinations',
      { mode: 'all_combinations' },
      lists((size) => [items(equal(size)), items(equal(size))]),
      { size: 20 },
    ),
    withLists(
      'all combinations of large items',
      { mode: 'all_combinations' },
      lists((size) => [items(wide(size)), items(different(size))]),
    ),
    withLists(
      'numbered names',
      { mode: 'by_position', clash: { prefer: 'suffix' } },
      lists((size) => [items(wide(size)), items(wide(size))]),
    ),
  ];
}

function compareCases() {
  const lists = (of: (size: number) => readonly [Item[], Item[]]) => ({ handles: ['input_a', 'input_b'] as const, of });
  const fields = [{ input_a: 'id', input_b: 'id' }];
  return [
    ...Object.entries(SHAPES).flatMap(([name, shape]) =>
      [false, true].map((fuzzy) =>
        withLists(
          `${name} ${fuzzy}`,
          { fields, fuzzy },
          lists((size) => [items(shape(size)), items(shape(size))]),
        ),
      ),
    ),
    withLists(
      'equal keys, first match',
      { fields, multiple_matches: 'first' },
      lists((size) => [items(equal(size)), items(equal(size))]),
    ),
    withLists(
      'one large item with many',
      { fields },
      lists((size) => [items([{ id: 1, list: times(size, String) }]), items(equal(size))]),
    ),
    withLists(
      'many fields to skip',
      { fields, skip_fields: names(1000) },
      lists((size) => [items(different(size)), items(different(size))]),
      { size: 20 },
    ),
    ...['prefer_a', 'mix', 'include_both'].map((when_different) =>
      withLists(
        when_different,
        { fields, when_different },
        lists((size) => [items([{ id: 1, ...fieldsOf(size, String) }]), items([{ id: 1, ...fieldsOf(size, Number) }])]),
      ),
    ),
  ];
}
