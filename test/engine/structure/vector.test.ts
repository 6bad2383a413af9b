import { describe, expect, it } from 'vitest';
import {
  changedIndexes,
  valueAt,
  valuesOf,
  vectorOf,
  withAppended,
  withValue,
} from '../../../src/engine/structure/vector.ts';
import { copiedChunks } from '../support/copied-chunks.ts';

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

/** Sizes around which leaves and levels begin. */
const SIZES = [0, 1, 31, 32, 33, 1023, 1024, 1025, 1056, 1057, 33_000];

describe(vectorOf, () => {
  it.each(SIZES)('keeps %i values in order', (size) => {
    const vector = vectorOf(numbers(size));

    expect(vector.size).toBe(size);
    expect(valuesOf(vector)).toEqual(numbers(size));
    expect(numbers(size).every((index) => valueAt(vector, index) === index)).toBe(true);
  });
});

describe(withAppended, () => {
  it.each(SIZES)('appends %i values with the same result as making them at once', (size) => {
    const vector = numbers(size).reduce(withAppended<number>, vectorOf<number>([]));

    expect(vector).toEqual(vectorOf(numbers(size)));
  });

  it.each(SIZES)('does not change a vector of %i values', (size) => {
    const vector = vectorOf(numbers(size));
    withAppended(vector, -1);

    expect(vector).toEqual(vectorOf(numbers(size)));
  });
});

describe(withValue, () => {
  it.each(SIZES.filter((size) => size > 0))(
    'replaces the last of %i values and leaves the original as it was',
    (size) => {
      const vector = vectorOf(numbers(size));

      expect(valuesOf(withValue(vector, size - 1, -1))).toEqual([...numbers(size - 1), -1]);
      expect(vector).toEqual(vectorOf(numbers(size)));
    },
  );

  it('copies one path and shares the rest', () => {
    const vector = vectorOf(numbers(10_000));

    expect(copiedChunks(vector, withValue(vector, 5000, -1))).toBe(3);
    expect(copiedChunks(vector, vector)).toBe(0);
  });

  it.each([-1, 33, 64, 1024])('refuses index %i of 33 values', (index) => {
    const vector = vectorOf(numbers(33));

    expect(() => valueAt(vector, index)).toThrow(RangeError);
    expect(() => withValue(vector, index, 0)).toThrow(RangeError);
  });
});

describe(changedIndexes, () => {
  it.each(SIZES)('finds nothing in a vector of %i values that is the same', (size) => {
    const vector = vectorOf(numbers(size));

    expect(changedIndexes(vector, vector)).toEqual([]);
  });

  it.each(SIZES)('finds the values that were appended to %i, even where a level begins', (size) => {
    const before = vectorOf(numbers(size));
    const after = [-1, -2, -3].reduce(withAppended<number>, before);

    expect(changedIndexes(before, after)).toEqual([size, size + 1, size + 2]);
  });

  it('finds those that were replaced, in order', () => {
    const before = vectorOf(numbers(33_000));
    const after = [32_999, 5, 1024].reduce((vector, index) => withValue(vector, index, -1), before);

    expect(changedIndexes(before, after)).toEqual([5, 1024, 32_999]);
  });
});
