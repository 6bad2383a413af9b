import { describe, expect, it } from 'vitest';
import { elementAt } from '../../../src/engine/structure/element.ts';

describe(elementAt, () => {
  it('gives what is there, and throws where nothing is', () => {
    expect(elementAt(['a'], 0)).toBe('a');
    expect(() => elementAt(['a'], 1)).toThrow(RangeError);
  });
});
