import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../../src/engine/json.ts';
import { createWorkMeter } from '../../../src/engine/work-meter.ts';
import { conditionsHold, type JudgingRun } from '../../../src/nodes/conditions/evaluate.ts';
import { OPERATORS } from '../../../src/nodes/conditions/operators.ts';
import { conditionsSchema } from '../../../src/nodes/conditions/schema.ts';

/** What the conditions need of a node run. */
const RUN: JudgingRun = { timezone: 'UTC', work: createWorkMeter({ steps: 1_000_000, expired: () => false }) };

type Row = readonly [left: JsonValue | undefined, operator: string, right: JsonValue | undefined, holds: boolean];

function judge(left: unknown, operator: string, right: unknown, options: Record<string, unknown> = {}): boolean {
  const [type, operation] = operator.split('.');
  const condition = { left_value: left, operator: { type, operation }, right_value: right };
  return conditionsHold(conditionsSchema.parse({ conditions: [condition], ...options }), RUN);
}

const TABLE: readonly Row[] = [
  ['', 'string.exists', undefined, true],
  [null, 'string.exists', undefined, false],
  [undefined, 'string.not_exists', undefined, true],
  ['', 'string.empty', undefined, true],
  [undefined, 'string.empty', undefined, true],
  ['a', 'string.not_empty', undefined, true],
  ['a', 'string.equals', 'a', true],
  ['a', 'string.equals', 'A', false],
  [undefined, 'string.equals', '', true],
  ['a', 'string.not_equals', 'b', true],
  ['abc', 'string.contains', 'b', true],
  ['abc', 'string.not_contains', 'x', true],
  ['abc', 'string.starts_with', 'ab', true],
  ['abc', 'string.not_starts_with', 'ab', false],
  ['abc', 'string.ends_with', 'bc', true],
  ['abc', 'string.not_ends_with', 'ab', true],
  ['order-123', 'string.regex', '\\d{3}$', true],
  ['ORDER', 'string.regex', '/order/i', true],
  ['a\nb', 'string.regex', '/^b$/m', true],
  ['abc', 'string.not_regex', '^b', true],
  [0, 'number.exists', undefined, true],
  [undefined, 'number.empty', undefined, true],
  [0, 'number.not_empty', undefined, true],
  [5, 'number.equals', 5, true],
  [5, 'number.not_equals', 5, false],
  [5, 'number.gt', 4, true],
  [5, 'number.gt', 5, false],
  [5, 'number.gte', 5, true],
  [5, 'number.lt', 6, true],
  [5, 'number.lte', 5, true],
  [null, 'number.lt', 6, false],
  [undefined, 'number.gt', -1, false],
  [true, 'boolean.true', undefined, true],
  [false, 'boolean.true', undefined, false],
  [false, 'boolean.false', undefined, true],
  [undefined, 'boolean.false', undefined, false],
  [true, 'boolean.equals', true, true],
  [true, 'boolean.not_equals', false, true],
  ['2026-01-02', 'date.after', '2026-01-01T23:59:59Z', true],
  ['2026-01-01', 'date.before', '2026-01-02', true],
  ['2026-01-01T01:00:00+01:00', 'date.equals', '2026-01-01T00:00:00Z', true],
  ['2026-01-01', 'date.not_equals', '2026-01-02', true],
  ['2026-01-01', 'date.after_or_equals', '2026-01-01', true],
  ['2026-01-01', 'date.before_or_equals', '2026-01-01', true],
  [undefined, 'date.before', '2026-01-01', false],
  ['', 'date.empty', undefined, true],
  [[1, 'a'], 'array.contains', 'a', true],
  [[{ a: 1 }], 'array.contains', { a: 1 }, true],
  [[1], 'array.not_contains', '1', true],
  [undefined, 'array.contains', 1, false],
  [[], 'array.empty', undefined, true],
  [[1], 'array.not_empty', undefined, true],
  [[1, 2], 'array.length_equals', 2, true],
  [[1, 2], 'array.length_not_equals', 2, false],
  [[1, 2], 'array.length_gt', 1, true],
  [[1, 2], 'array.length_lt', 3, true],
  [[1, 2], 'array.length_gte', 2, true],
  [undefined, 'array.length_lte', 0, true],
  [{}, 'object.empty', undefined, true],
  [{ a: 1 }, 'object.not_empty', undefined, true],
  [{ a: 1 }, 'object.exists', undefined, true],
  [null, 'object.not_exists', undefined, true],
  [{ a: [1] }, 'any.equals', { a: [1] }, true],
  [1, 'any.not_equals', '1', true],
];

describe('conditionsHold', () => {
  test.each(TABLE)('%j %s %j: %s', (left, operator, right, holds) => {
    expect(judge(left, operator, right)).toBe(holds);
  });

  test('has every operation in the table above', () => {
    const known = Object.entries(OPERATORS).flatMap(([type, operators]) =>
      Object.keys(operators).map((operation) => `${type}.${operation}`),
    );
    const presence = /\.(exists|not_exists|empty|not_empty)$/;
    const tested = new Set(TABLE.map(([, operator]) => operator));
    expect(known.filter((operator) => !tested.has(operator) && !presence.test(operator))).toEqual([]);
  });

  test.each<Row>([
    ['A', 'string.equals', 'a', true],
    ['aBc', 'string.contains', 'BC', true],
    ['ABC', 'string.regex', '^a', true],
    [['A'], 'array.contains', 'a', true],
  ])('ignores case if told so: %j %s %j', (left, operator, right, holds) => {
    expect(judge(left, operator, right, { case_sensitive: false })).toBe(holds);
  });

  test.each<Row>([
    ['5', 'number.gt', '4', true],
    [5, 'string.equals', '5', true],
    ['true', 'boolean.true', undefined, true],
    ['[1]', 'array.length_equals', '1', true],
    ['{}', 'object.empty', undefined, true],
    [0, 'date.before', '2026-01-01', true],
  ])('converts when types are loose: %j %s %j', (left, operator, right, holds) => {
    expect(judge(left, operator, right, { type_validation: 'loose' })).toBe(holds);
  });

  test.each([
    ['5', 'number.gt', 4, 'Condition 1, left_value: expected a number, got the text "5"'],
    [5, 'string.equals', '5', 'Condition 1, left_value: expected a text, got the number 5'],
    ['true', 'boolean.true', undefined, 'Condition 1, left_value: expected true or false, got the text "true"'],
    ['soon', 'date.after', '2026-01-01', 'Condition 1, left_value: expected a date, got the text "soon"'],
    [{}, 'array.empty', undefined, 'Condition 1, left_value: expected a list, got an object'],
    [[], 'object.empty', undefined, 'Condition 1, left_value: expected an object, got a list of 0'],
  ])('says what was expected when types are strict: %j %s %j', (left, operator, right, message) => {
    expect(() => judge(left, operator, right)).toThrow(message);
  });

  test('says what cannot be converted when types are loose', () => {
    expect(() => judge('five', 'number.gt', 4, { type_validation: 'loose' })).toThrow(
      expect.objectContaining({ code: 'conditions.wrong_type' }),
    );
  });

  test.each(['(', '(?=a)', '(a)\\1'])('names a regular expression that it cannot use: %s', (pattern) => {
    expect(() => judge('a', 'string.regex', pattern)).toThrow(expect.objectContaining({ code: 'pattern.invalid' }));
  });

  test('matches a hostile regular expression in linear time', () => {
    expect(judge(`${'a'.repeat(50_000)}!`, 'string.regex', '^(a+)+$')).toBe(false);
  });

  const yes = { left_value: 1, operator: { type: 'number', operation: 'exists' } };
  const no = { left_value: 1, operator: { type: 'number', operation: 'not_exists' } };
  const broken = { left_value: 'x', operator: { type: 'number', operation: 'gt' }, right_value: 1 };

  test.each([
    ['and', [yes, no], false],
    ['and', [yes, yes], true],
    ['or', [no, yes], true],
    ['or', [no, no], false],
    ['and', [], true],
    ['or', [], false],
    ['and', [no, broken], false],
    ['or', [yes, broken], true],
  ])('combines with %s', (combinator, conditions, holds) => {
    expect(conditionsHold(conditionsSchema.parse({ combinator, conditions }), RUN)).toBe(holds);
  });

  test('has no other operations', () => {
    const operator = { type: 'string', operation: 'constructor' };
    expect(conditionsSchema.safeParse({ conditions: [{ left_value: 1, operator }] }).success).toBe(false);
  });
});
