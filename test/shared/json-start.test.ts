import { describe, expect, it } from 'vitest';
import { parseExactly } from '../../src/numbers/parse-json.ts';
import { jsonStart } from '../../src/shared/json/json-start.ts';

const VALUES = [
  null,
  'text',
  'a "quoted" line\n and é, 😀',
  [1, true, null, [2, [3]]],
  { a: 1, b: { c: 'd', e: [] }, f: {} },
  { list: Array.from({ length: 40 }, (_, n) => ({ n, text: 'x"'.repeat(n) })) },
  parseExactly('{"large":12345678901234567890,"list":[0.1234567890123456789]}'),
];

describe(jsonStart, () => {
  it.each(VALUES.map((value) => [JSON.stringify(value).slice(0, 40), value]))(
    'gives the whole JSON of %s',
    (_, value) => {
      expect(jsonStart(value, 10_000)).toEqual({ text: JSON.stringify(value), isCut: false });
    },
  );

  it.each(VALUES.map((value) => [JSON.stringify(value).slice(0, 40), value]))('gives its beginning: %s', (_, value) => {
    const json = JSON.stringify(value);
    for (let limit = 0; limit < Math.min(json.length, 300); limit += 1) {
      const { text, isCut } = jsonStart(value, limit);
      expect([json.startsWith(text), isCut]).toEqual([true, true]);
      expect(text.length).toBeGreaterThanOrEqual(limit - 1);
    }
  });

  it('takes no longer for what is large', () => {
    const touched: number[] = [];
    const value = Array.from({ length: 1000 }, (_, n) => ({
      get n() {
        touched.push(n);
        return n;
      },
    }));
    jsonStart(value, 100);
    expect(new Set(touched).size).toBeLessThan(60);
  });
});
