import { RE2JS } from 're2js';
import { describe, expect, test } from 'vitest';
import { patternSize } from '../../../src/engine/expression/values/pattern-size.ts';

describe('patternSize', () => {
  test.each([
    'abc',
    'a{20}',
    '(a{20}){30}',
    '((?:a{5,9}b){10}|c){7}',
    '[^a]{100}\\pL{50}\\p{Greek}{20}',
    '(?:a?){50}',
    '(?<name>\\d{3}){4}\\{5}',
    '[{5}]{6}',
    'a{30,}b{0,40}',
  ])('is near what RE2 makes of %s', (source) => {
    const size = RE2JS.compile(RE2JS.translateRegExp(source)).programSize();
    expect(patternSize(source)).toBeGreaterThanOrEqual(size / 3 - 2);
    expect(patternSize(source)).toBeLessThanOrEqual(size * 3);
  });

  test('counts what is repeated again and again', () => {
    expect(patternSize('((a{1000}){1000})')).toBeGreaterThan(1_000_000);
    expect(patternSize(`${'('.repeat(5)}a${'{100})'.repeat(5)}`)).toBeGreaterThan(1_000_000);
  });
});
