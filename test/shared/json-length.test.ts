import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isLatin1, jsonLength } from '../../src/shared/json/json-length.ts';

/** Any text, halves of surrogate pairs and control characters included. */
const text = fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)) });

describe('jsonLength', () => {
  it('is the length of what JSON.stringify writes, for any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        expect(jsonLength(value)).toBe(JSON.stringify(value).length);
      }),
    );
  });

  it('is that for any text, as a value and as a name', () => {
    fc.assert(
      fc.property(text, (value) => {
        const data = { [value]: [value] };
        expect(jsonLength(data)).toBe(JSON.stringify(data).length);
      }),
    );
  });

  it.each([0, -0, 1e21, 1e-7, 0.1, Number.NaN, Infinity, true, false, null, '', [], {}, [[]], [null, 1], { a: {} }])(
    'is that for %j',
    (value) => {
      expect(jsonLength(value)).toBe(JSON.stringify(value).length);
    },
  );

  it('leaves out what JSON leaves out', () => {
    const data = { a: undefined, b: 1, c: [undefined], d: undefined };
    expect(jsonLength(data)).toBe(JSON.stringify(data).length);
  });
});

describe('jsonLength up to a limit', () => {
  /** As many times the same value as two to the power of `levels`. */
  const doubled = (levels: number): unknown => {
    let value: unknown = 'x';
    for (let level = 0; level < levels; level += 1) value = { a: value, b: [value] };
    return value;
  };

  it('is the same as without, up to there', () => {
    const data = doubled(5);
    expect(jsonLength(data, 1_000_000)).toBe(JSON.stringify(data).length);
  });

  it('does not go through values that stand in very many places', () => {
    expect(jsonLength(doubled(200), 1_000)).toBeGreaterThan(1_000);
  });
});

describe('isLatin1', () => {
  it.each([
    [{ name: ['Zoë', 1, null, { ÿ: true }] }, true],
    [['Ā'], false],
    [{ Ж: 1 }, false],
    [{ a: { b: ['ok', '🧮'] } }, false],
  ])('of %j is %s', (value, expected) => {
    expect(isLatin1(value)).toBe(expected);
  });
});
