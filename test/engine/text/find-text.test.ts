import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { indexOfText, lastIndexOfText, searchSteps, splitText } from '../../../src/engine/text/find-text.ts';
import { startCounting, type WorkCounter } from '../../support/count-work.ts';
import { findGrowth, isBounded } from '../../support/growth.ts';

/** Texts of two letters, so that what is sought is almost there again and again. */
const letters = (maxLength: number) => fc.string({ unit: fc.constantFrom('a', 'b'), maxLength });

/** So long that the host is not asked. */
const LONG = 'ab'.repeat(100_000);
const large = fc.record({
  text: letters(60).map((text) => LONG + text + LONG),
  part: letters(60).map((text) => `${text}${'ab'.repeat(40)}`),
});

describe('looking for a text', () => {
  it.each([
    ['short ones', fc.record({ text: letters(40), part: letters(4) })],
    ['ones so long that the host might never end', large],
  ])('finds what the host finds in %s', (_name, texts) => {
    fc.assert(
      fc.property(texts, fc.integer({ min: -5, max: 100 }), ({ text, part }, from) => {
        expect(indexOfText(text, part, from)).toBe(text.indexOf(part, from));
        expect(lastIndexOfText(text, part)).toBe(text.lastIndexOf(part));
        expect(lastIndexOfText(text, part, from)).toBe(text.lastIndexOf(part, from));
      }),
      { numRuns: 40 },
    );
  });

  it('takes a place that is no number as the host does', () => {
    const part = 'ab'.repeat(60);
    expect(indexOfText(LONG, part, Number.NaN)).toBe(LONG.indexOf(part, Number.NaN));
    expect(lastIndexOfText(LONG, part, Number.NaN)).toBe(LONG.lastIndexOf(part, Number.NaN));
  });

  it('splits as the host does', () => {
    fc.assert(
      fc.property(large, ({ text, part }) => {
        expect(splitText(text, part)).toEqual(text.split(part));
      }),
      { numRuns: 20 },
    );
  });

  it('takes the price of a look at both texts, at the most', () => {
    expect(searchSteps('a'.repeat(1_000_000), 'a'.repeat(500_000))).toBeLessThan(100_000);
    expect(searchSteps('a'.repeat(1_000), 'abc')).toBeLessThan(10);
  });
});

describe('texts in which what is sought is almost there everywhere', () => {
  let counter: WorkCounter;
  beforeAll(async () => {
    counter = await startCounting();
  });
  afterAll(() => counter.stop());

  const almost = (size: number) => `${'a'.repeat(size / 4)}b${'a'.repeat(size / 4)}`;

  it.each([
    ['from the start', (size: number) => indexOfText('a'.repeat(size), almost(size))],
    ['from the end', (size: number) => lastIndexOfText('a'.repeat(size), almost(size))],
    ['to be split', (size: number) => splitText('a'.repeat(size), almost(size)).length],
  ])('are looked through once %s', async (_name, look) => {
    const growth = await findGrowth(counter, 8_000, (size) => {
      look(size);
      return 0;
    });
    expect(growth).toSatisfy(isBounded);
  });
});
