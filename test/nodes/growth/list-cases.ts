import type { Item } from '../../../src/engine/item.ts';
import type { JsonObject } from '../../../src/engine/json.ts';
import { fieldsOf, type GrowthCases, nestedIn, overItems, textFile, times, withConfig } from './case.ts';
import { different, names, SHAPES } from './shapes.ts';

function overAll(config: JsonObject) {
  return Object.entries(SHAPES).map(([name, items]) => overItems(`${name} ${JSON.stringify(config)}`, config, items));
}

const AGGREGATIONS = ['append', 'average', 'concatenate', 'count', 'count_unique', 'max', 'min', 'sum'];

function filesOf(size: number, name: (index: number) => string): Item[] {
  return times(size, (index) => ({ json: {}, binary: { [name(index)]: textFile('a') } }));
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
};
