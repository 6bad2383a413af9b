import { describe, expect, it } from 'vitest';
import { createTextFinder } from '../../../src/runner/outcome/find-secrets.ts';
import { maskCutText, maskOutputs } from '../../../src/runner/outcome/mask-secrets.ts';

/** The texts at the places that are found. */
function found(texts: readonly string[], text: string): string[] {
  return [...createTextFinder(texts).spans(text)].map(({ start, end }) => text.slice(start, end));
}

describe(createTextFinder, () => {
  it.each([
    [['abc'], 'xabcxabc', ['abc', 'abc']],
    [['abc', 'bcd'], 'abcd', ['abc', 'bcd']],
    [['abcd', 'bc'], 'abcd', ['bc', 'abcd']],
    [['aa'], 'aaaa', ['aa', 'aa', 'aa']],
    [['abc'], 'ab', []],
    [['a'], '', []],
  ])('finds %j in %s', (texts, text, expected) => {
    expect(found(texts, text)).toEqual(expected);
  });

  it.each([
    [['secret'], 'my sec', 3],
    [['secret', 'section'], 'my secti', 5],
    [['aab'], 'aaaa', 2],
    [['secret'], 'nothing', 0],
  ])('tells how much of %j stands at the end of %s', (texts, text, length) => {
    expect(createTextFinder(texts).openEnd(text)).toBe(length);
  });
});

describe('masking very many secrets', () => {
  const secrets = Array.from({ length: 100 }, (_none, index) => `secret-number-${index}-end`);

  it('masks each of them, names of fields too, and what overlaps as one', () => {
    const json = {
      [`a ${secrets[3]}`]: [`${secrets[7]}, ${secrets[99]}!`, 'secret-number-', 5],
      b: { c: secrets[1] ?? '' },
    };
    const outputs = maskOutputs({ main: [{ json }] }, [...secrets, 'end, secret-number']);
    expect(outputs.main?.[0]?.json).toEqual({ 'a ••••': ['••••!', 'secret-number-', 5], b: { c: '••••' } });
  });

  it('masks what is left of one at the end of a text that was cut', () => {
    expect(maskCutText('it was secret-number-4', secrets)).toBe('it was ••••');
    expect(maskCutText('it was sec', secrets)).toBe('it was sec');
  });
});
