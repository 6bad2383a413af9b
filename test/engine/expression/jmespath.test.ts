import { search } from '@jmespath-community/jmespath';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/engine/json.ts';
import { evaluate, failure } from './evaluate.ts';

const data = {
  a: { b: { c: { d: 'value' } } },
  list: [0, 1, 2, 3, 4, 5],
  empty: [],
  people: [
    { first: 'James', last: 'd', age: 30, tags: ['a', 'b'], state: { name: 'up' } },
    { first: 'Jacob', last: 'e', age: 25, tags: ['c'], state: { name: 'down' } },
    { first: 'Jayden', last: 'f', age: 35, tags: [], state: null },
    { missing: 'different' },
  ],
  ops: { functionA: { numArgs: 2 }, functionB: { numArgs: 3 }, functionC: { variadic: true } },
  nested: [[0, 1], 2, [3], 4, [5, [6, 7]]],
  mixed: [1, 'one', null, true],
  text: 'foobar',
  words: ['b', 'a', 'c'],
};

/** The queries of the tutorial and of the specification, on our own data. */
const QUERIES = [
  'a.b.c.d',
  'a.missing.c',
  'list[1]',
  'list[-1]',
  'list[20]',
  'list[0:3]',
  'list[:2]',
  'list[::2]',
  'list[::-1]',
  'list[-2:]',
  'list[4:1:-1]',
  'text[1:3]',
  'people[*].first',
  'people[:2].first',
  'people[*].state.name',
  'ops.*.numArgs',
  'people[].tags[]',
  'people[*].tags[*]',
  'nested[]',
  'nested[][]',
  'people[?age > `26`].first',
  'people[?age >= `25` && age < `31`].first',
  "people[?first == 'Jacob' || last == 'f'].age",
  "people[?state.name != 'up'].first",
  'people[?!state].first',
  "people[:3] | [?contains(tags, 'c')].first",
  'people[*].first | [0]',
  '[people[0].first, text]',
  '{name: people[0].first, n: length(people)}',
  'people[*].{first: first, age: age}',
  'people[*].[first, age]',
  'length(text)',
  'length(people)',
  'max_by(people[:3], &age).first',
  'min_by(people[:3], &age).first',
  'sort_by(people[:3], &age)[*].first',
  'sort(words)',
  'reverse(words)',
  'reverse(text)',
  "join('-', words)",
  'keys(ops)',
  'values(a.b)',
  'merge(a, {x: `1`})',
  'map(&first, people)',
  'avg(list)',
  'avg(empty)',
  'sum(list)',
  'max(list)',
  'min(words)',
  'max(empty)',
  'abs(`-3`)',
  'ceil(`1.2`)',
  'floor(`1.8`)',
  "starts_with(text, 'foo')",
  "ends_with(text, 'bar')",
  'not_null(a.x, text)',
  'to_array(text)',
  "to_number('12')",
  "to_number('x')",
  'to_string(list)',
  'mixed[*].type(@)',
  'mixed[?@]',
  '@.text',
  '`[1, 2]`',
  "'raw string'",
  'list == `[0, 1, 2, 3, 4, 5]`',
  'a == people[0]',
  'empty || text',
  'text && list[1]',
];

function query(text: string, json: JsonObject = data): unknown {
  return evaluate(`$jmespath($json, ${JSON.stringify(text)})`, json);
}

describe('$jmespath', () => {
  it.each(QUERIES)('gives the result of the library: %s', (text) => {
    expect(query(text)).toEqual(search(structuredClone(data), text));
  });

  it('sorts numbers as numbers', () => {
    expect(query('sort(`[10, 9, 1]`)')).toEqual([1, 9, 10]);
  });

  it('takes values of expressions, and dates as texts', () => {
    expect(evaluate('$jmespath([{ at: $today }, { at: null }], "[?at].at")')).toEqual([
      '2023-11-15T00:00:00.000+01:00',
    ]);
  });

  it('reads literals that are not JSON as texts, as n8n does', () => {
    expect(query('people[?first == `Jacob`].age')).toEqual([25]);
  });

  it.each([
    ['constructor', 'expression.forbidden'],
    ['a.constructor.name', 'expression.forbidden'],
    ['people[*].__proto__', 'expression.forbidden'],
    ['{"__proto__": a}', 'expression.forbidden'],
    ['&text', 'expression.invalid_argument'],
    ['[&text]', 'expression.invalid_argument'],
    ['a..b', 'expression.invalid_argument'],
    ['unknown(@)', 'expression.invalid_argument'],
    ['abs(text)', 'expression.invalid_argument'],
    ['abs(`1`, `2`)', 'expression.invalid_argument'],
    ['sum(words)', 'expression.invalid_argument'],
    ['sort(mixed)', 'expression.invalid_argument'],
    ['list[::0]', 'expression.invalid_argument'],
    ['let $x = text in $x', 'expression.invalid_argument'],
    [Array(40).fill('[@,@][]').join('|'), 'expression.budget_steps'],
    [Array(60).fill('[@,@]').join('|'), 'expression.budget_steps'],
    [`to_string(${Array(60).fill('[@,@]').join('|')})`, 'expression.budget_steps'],
    [`(${Array(40).fill('[@,@]').join('|')}) == (${Array(40).fill('[@,@]').join('|')})`, 'expression.budget_steps'],
    [`${'!'.repeat(1_900)}a`, 'expression.budget_depth'],
    ['a'.repeat(3_000), 'expression.invalid_argument'],
  ])('refuses %s', (text, code) => {
    expect(failure(`$jmespath($json, ${JSON.stringify(text)})`, data).code).toBe(code);
  });

  it('names the missing argument', () => {
    expect(failure('$jmespath($json)', data).message).toBe('$jmespath(): a text was expected, not undefined.');
  });
});
