import { describe, expect, it } from 'vitest';
import { elementAt } from '../../../src/engine/structure/element.ts';

describe(elementAt, () => {
  it('returns the element, and throws if there is none', () => {
    expect(elementAt(['a'], 0)).toBe('a');
    expect(() => elementAt(['a'], 1)).toThrow(RangeError);
  });
});
