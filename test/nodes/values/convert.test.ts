import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../../src/engine/json.ts';
import { canonicalKey, fuzzyKey } from '../../../src/nodes/values/canonical.ts';
import { convertValue, parseJson, type ValueType } from '../../../src/nodes/values/convert.ts';
import { describeValue } from '../../../src/nodes/values/describe-value.ts';
import { isEqual } from '../../../src/nodes/values/equal.ts';
import { parseDate } from '../../../src/nodes/values/parse-date.ts';

describe('convertValue', () => {
  test.each<[JsonValue, ValueType, JsonValue]>([
    [5, 'string', '5'],
    [true, 'string', 'true'],
    [{ a: 1 }, 'string', '{"a":1}'],
    ['x', 'string', 'x'],
    [null, 'number', null],
    ['5', 'number', 5],
    [' -1.5e3 ', 'number', -1500],
    [true, 'number', 1],
    ['TRUE', 'boolean', true],
    ['0', 'boolean', false],
    [1, 'boolean', true],
    ['[1]', 'array', [1]],
    [[1], 'array', [1]],
    ['{"a":1}', 'object', { a: 1 }],
  ])('turns %j into a %s', (value, type, expected) => {
    expect(convertValue(value, type)).toEqual({ ok: true, value: expected });
  });

  test.each<[JsonValue, ValueType]>([
    ['', 'number'],
    ['five', 'number'],
    ['Infinity', 'number'],
    [[5], 'number'],
    ['yes', 'boolean'],
    [2, 'boolean'],
    ['{}', 'array'],
    ['[]', 'object'],
    ['{', 'object'],
    [5, 'object'],
  ])('cannot turn %j into a %s', (value, type) => {
    expect(convertValue(value, type).ok).toBe(false);
  });
});

describe('isEqual', () => {
  test.each<[JsonValue, JsonValue, boolean]>([
    [1, 1, true],
    [1, '1', false],
    [null, null, true],
    [[1, { a: 2, b: [] }], [1, { b: [], a: 2 }], true],
    [[1, 2], [2, 1], false],
    [[1], [1, 2], false],
    [{ a: 1 }, { a: 1, b: 2 }, false],
    [{ a: null }, { b: null }, false],
    [{}, [], false],
  ])('%j and %j: %s', (left, right, same) => {
    expect(isEqual(left, right)).toBe(same);
    expect(canonicalKey(left) === canonicalKey(right)).toBe(same);
  });
});

describe('fuzzyKey', () => {
  test.each<[JsonValue | undefined, JsonValue | undefined]>([
    [3, '3'],
    [true, 'true'],
    [null, ''],
    [undefined, null],
    [' a ', 'a'],
  ])('is the same for %j and %j', (left, right) => {
    expect(fuzzyKey(left)).toBe(fuzzyKey(right));
  });
});

describe('parseDate', () => {
  test.each([
    ['2026-03-04', '2026-03-04T00:00:00.000+01:00'],
    ['2026-03-04T05:06:07Z', '2026-03-04T05:06:07.000Z'],
    ['2026-03-04T05:06:07+09:00', '2026-03-04T05:06:07.000+09:00'],
    ['Wed, 04 Mar 2026 05:06:07 GMT', '2026-03-04T05:06:07.000Z'],
    ['2026-03-04 05:06:07', '2026-03-04T05:06:07.000+01:00'],
    [0, '1970-01-01T01:00:00.000+01:00'],
  ])('reads %j', (value, iso) => {
    expect(parseDate(value, 'Europe/Berlin')?.toISO()).toBe(iso);
  });

  test.each(['', 'tomorrow', '2026-13-01', null, true, [1]])('finds no date in %j', (value) => {
    expect(parseDate(value, 'UTC')).toBeNull();
  });
});

describe('parseJson', () => {
  const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

  test('reads what is nested as deeply as expressions nest', () => {
    expect(JSON.stringify(parseJson(nested(200)))).toBe(nested(200));
  });

  test.each([201, 1_000_000])(
    'does not read %d levels as JSON, because they would overflow the stack later',
    (depth) => {
      expect(parseJson(nested(depth))).toBeUndefined();
    },
  );
});

describe('describeValue', () => {
  test.each<[JsonValue | undefined, string]>([
    [undefined, 'nothing'],
    [null, 'null'],
    [[1, 2], 'a list of 2'],
    [{}, 'an object'],
    ['a', 'the text "a"'],
    [5, 'the number 5'],
    [false, 'the boolean false'],
  ])('%j is %s', (value, text) => {
    expect(describeValue(value)).toBe(text);
  });

  test('cuts long texts', () => {
    expect(describeValue('x'.repeat(1000)).length).toBeLessThan(80);
  });
});
