import { describe, expect, it } from 'vitest';
import { cutText } from '../../src/shared/text/cut-text.ts';

describe('cutText', () => {
  it('keeps a text that is short enough', () => {
    expect(cutText('ab😀', 4)).toBe('ab😀');
  });

  it('keeps the beginning of a longer one', () => {
    expect(cutText('abcdef', 3)).toBe('abc');
  });

  it('never cuts an emoji in half', () => {
    expect(cutText('ab😀cd', 3)).toBe('ab');
    expect(cutText('ab😀cd', 4)).toBe('ab😀');
  });
});
