import fc from 'fast-check';

function digitsOf(count: fc.Arbitrary<number>): fc.Arbitrary<string> {
  return count.chain((length) =>
    fc
      .array(fc.integer({ min: 0, max: 9 }), { minLength: length - 1, maxLength: length - 1 })
      .chain((rest) => fc.integer({ min: 1, max: 9 }).map((first) => `${first}${rest.join('')}`)),
  );
}

const sign = fc.constantFrom('', '-');

/** Whole numbers of so many digits that no double has them all. */
export const longWhole: fc.Arbitrary<string> = fc
  .tuple(sign, digitsOf(fc.integer({ min: 17, max: 400 })))
  .map((parts) => parts.join(''));

/** Numbers with a point that have more digits than a double; the last one is no 0. */
const longFraction: fc.Arbitrary<string> = fc
  .tuple(sign, digitsOf(fc.integer({ min: 1, max: 60 })), digitsOf(fc.integer({ min: 18, max: 200 })))
  .map(([minus, whole, fraction]) => `${minus}${whole}.${fraction}7`);

/** Numbers beyond all doubles, and numbers that are too close to 0. */
const farAway: fc.Arbitrary<string> = fc
  .tuple(
    sign,
    digitsOf(fc.integer({ min: 1, max: 20 })),
    fc.constantFrom('e', 'E', 'e+', 'e-', 'E-'),
    fc.integer({ min: 350, max: 1500 }),
  )
  .map((parts) => parts.join(''));

/** Numbers that JavaScript would not write again as they were. */
export const exactNumeral: fc.Arbitrary<string> = fc.oneof(longWhole, longFraction, farAway);

/** What JavaScript itself writes of numbers, but for whole ones from 2^53. */
export const plainNumeral: fc.Arbitrary<string> = fc
  .oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.maxSafeInteger())
  .filter((number) => Number.isSafeInteger(number) || !/^-?\d+$/.test(String(number)))
  .map(String);
