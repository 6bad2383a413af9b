import { describe, expect, test } from 'vitest';
import { compilePattern } from '../../../src/engine/expression/values/pattern.ts';
import { matchesPattern } from '../../../src/nodes/values/pattern.ts';

const LARGE = [
  '(a{1000})'.repeat(200),
  '\\pL{1000}'.repeat(200),
  '(?:(?:a{10}){10}){10}'.repeat(90),
  '((a{1000}){1000})',
];
const matching = { ignoreCase: false, work: { spend: () => undefined } };

describe('patterns that grow when they are compiled', () => {
  test.each(LARGE)('are refused by nodes: %s', (pattern) => {
    expect(() => matchesPattern('a', pattern, matching)).toThrow(expect.objectContaining({ code: 'pattern.invalid' }));
  });

  test.each(LARGE)('are refused by expressions: %s', (pattern) => {
    expect(() => compilePattern(pattern, '')).toThrow(
      expect.objectContaining({ code: 'expression.regex_unsupported' }),
    );
  });

  test('are paid for when they are new', () => {
    let steps = 0;
    const spend = (wanted: number) => {
      steps += wanted;
    };
    matchesPattern('', '(?:new{40}){20}', { ignoreCase: false, work: { spend } });
    expect(steps).toBeGreaterThan(40 * 800);
  });

  test('are taken up to a size that people use', () => {
    expect(matchesPattern('a'.repeat(1000), '^\\w{1,1000}$', matching)).toBe(true);
    expect(() => compilePattern('^[\\w.-]{1,255}@(?:[a-z0-9-]{1,63}\\.){1,8}[a-z]{2,63}$', 'i')).not.toThrow();
  });
});
