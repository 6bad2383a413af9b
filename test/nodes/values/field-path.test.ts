import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/engine/json.ts';
import { parseFieldPath, readField, removeField, setPath } from '../../../src/nodes/values/field-path.ts';

describe('parseFieldPath', () => {
  test.each([
    ['a', ['a']],
    ['a.b.c', ['a', 'b', 'c']],
    ['a[0].b', ['a', 0, 'b']],
    ['[1]', [1]],
    ['a["b.c"]', ['a', 'b.c']],
    ["a['b']", ['a', 'b']],
    ['a b-c', ['a b-c']],
    ['größe.x', ['größe', 'x']],
    ['a[', ['a[']],
    ['a..b', ['a..b']],
    ['a.', ['a.']],
  ])('reads %s', (text, path) => {
    expect(parseFieldPath(text)).toEqual(path);
  });

  test('reads the whole text as one name without dot notation', () => {
    expect(parseFieldPath('a.b', false)).toEqual(['a.b']);
  });

  test.each(['__proto__', 'a.__proto__.b', 'constructor.prototype.x', 'a["constructor"]', 'prototype'])(
    'refuses %s',
    (text) => {
      expect(() => parseFieldPath(text)).toThrow(expect.objectContaining({ code: 'field.forbidden_name' }));
    },
  );

  test('refuses __proto__ without dot notation too', () => {
    expect(() => parseFieldPath('__proto__', false)).toThrow('__proto__');
  });

  test('refuses names without end', () => {
    expect(() => parseFieldPath('a.'.repeat(200).concat('a'))).toThrow(
      expect.objectContaining({ code: 'field.too_deep' }),
    );
  });
});

describe('readField', () => {
  const json: JsonObject = { a: { b: [{ c: 1 }] }, 'x.y': 2, x: { y: 3 } };

  test.each([
    ['a.b[0].c', 1],
    ['a.b.0.c', 1],
    ['x.y', 2],
    ['a.b.length', undefined],
    ['a.c', undefined],
    ['toString', undefined],
    ['a.b[7]', undefined],
  ])('%s is %j', (name, value) => {
    expect(readField(json, name)).toBe(value);
  });

  test('reads names as they are without dot notation', () => {
    expect(readField(json, 'a.b', false)).toBeUndefined();
  });
});

describe('setPath', () => {
  test.each<[string, JsonObject, JsonObject]>([
    ['a.b', {}, { a: { b: 1 } }],
    ['a.b', { a: { c: 2 } }, { a: { c: 2, b: 1 } }],
    ['a.b', { a: 'text' }, { a: { b: 1 } }],
    ['a[0]', {}, { a: [1] }],
    ['a[2]', { a: [7] }, { a: [7, null, 1] }],
    ['a.1', { a: [7, 8] }, { a: [7, 1] }],
    ['a.1', {}, { a: { 1: 1 } }],
    ['a[0].b', { a: [{ c: 2 }] }, { a: [{ c: 2, b: 1 }] }],
  ])('sets %s in %j', (name, json, expected) => {
    expect(setPath(json, parseFieldPath(name), 1)).toEqual(expected);
  });

  test('does not change the given object', () => {
    const json = { a: { b: 1 } };
    setPath(json, ['a', 'b'], 2);
    expect(json).toEqual({ a: { b: 1 } });
  });

  test('makes few places on the way to a field, all lists together', () => {
    const far = `a${'[50]'.repeat(3)}`;
    expect(() => setPath({}, parseFieldPath(far), 1)).toThrow(expect.objectContaining({ code: 'field.bad_position' }));
    expect(() => setPath({}, parseFieldPath('a[101]'), 1)).toThrow(
      expect.objectContaining({ code: 'field.bad_position' }),
    );
    expect(setPath({}, parseFieldPath('a[50][50]'), 1)).toMatchObject({ a: expect.any(Array) });
    const list = Array.from({ length: 5000 }, () => 0);
    expect(setPath({ a: list }, parseFieldPath('a[5000]'), 1)).toEqual({ a: [...list, 1] });
  });

  test.each(['a[99999999]', 'a.x'])('refuses the position %s of a list', (name) => {
    expect(() => setPath({ a: [1] }, parseFieldPath(name), 1)).toThrow(
      expect.objectContaining({ code: 'field.bad_position' }),
    );
  });
});

describe('removeField', () => {
  test.each<[string, JsonObject, JsonObject]>([
    ['a', { a: 1, b: 2 }, { b: 2 }],
    ['a.b', { a: { b: 1, c: 2 } }, { a: { c: 2 } }],
    ['a.b', { 'a.b': 1, a: { b: 2 } }, { a: { b: 2 } }],
    ['a[0]', { a: [1, 2] }, { a: [2] }],
    ['a[1].b', { a: [1, { b: 2 }] }, { a: [1, {}] }],
    ['x.y', { a: 1 }, { a: 1 }],
    ['a.b', { a: 1 }, { a: 1 }],
  ])('%s of %j', (name, json, expected) => {
    expect(removeField(json, name)).toEqual(expected);
  });
});
