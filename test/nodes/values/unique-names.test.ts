import { describe, expect, test } from 'vitest';
import { keyText } from '../../../src/nodes/values/key-text.ts';
import { uniqueNames } from '../../../src/nodes/values/unique-names.ts';

describe('uniqueNames', () => {
  test.each([
    [
      ['a', 'b'],
      ['a', 'b'],
    ],
    [
      ['a', 'a', 'a'],
      ['a', 'a_1', 'a_2'],
    ],
    [
      ['a_1', 'a', 'a'],
      ['a_1', 'a', 'a_2'],
    ],
    [
      ['a', 'a', 'a_1'],
      ['a', 'a_1', 'a_1_1'],
    ],
    [
      ['constructor', 'constructor'],
      ['constructor', 'constructor_1'],
    ],
  ])('makes of %j %j', (names, expected) => {
    const free = uniqueNames();
    expect(names.map(free)).toEqual(expected);
  });

  test('gives every name once, in whatever order they come', () => {
    const free = uniqueNames();
    const names = Array.from({ length: 3_000 }, (_none, index) => (index % 3 === 0 ? 'a' : `a_${index % 500}`));
    expect(new Set(names.map(free)).size).toBe(names.length);
  });
});

describe('keyText', () => {
  test('is the text itself as long as that is short', () => {
    expect(keyText('a'.repeat(8_000))).toBe('a'.repeat(8_000));
  });

  test('is short, and differs, for long texts that differ', () => {
    const [one, other] = [keyText(`${'a'.repeat(20_000)}b`), keyText(`${'a'.repeat(20_000)}c`)];
    expect(one.length).toBeLessThan(100);
    expect(one).not.toBe(other);
    expect(one).toBe(keyText(`${'a'.repeat(20_000)}b`));
  });
});
