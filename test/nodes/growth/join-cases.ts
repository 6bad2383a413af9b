import type { Item } from '../../../src/engine/item.ts';
import type { JsonObject } from '../../../src/engine/json.ts';
import { fieldsOf, type GrowthCases, times, withLists } from './case.ts';
import { different, equal, names, SHAPES, wide } from './shapes.ts';

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

export const JOIN_CASES: GrowthCases = {
  'logic.merge': mergeCases(),
  'logic.compare_datasets': compareCases(),
};
