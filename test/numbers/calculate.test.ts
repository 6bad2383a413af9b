import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { add, divide, multiply, negate, power, remainder, subtract } from '../../src/numbers/calculate.ts';
import { compareNumbers, isSameNumber, isWhole, numberKey } from '../../src/numbers/compare-numbers.ts';
import { DigitsError, ExactNumber, type Numeric, readNumber } from '../../src/numbers/exact-number.ts';
import { exactNumeral, longWhole, plainNumeral } from '../support/texts/numerals.ts';

const whole = fc.oneof(longWhole, fc.maxSafeInteger().map(String));

function exact(text: string): Numeric {
  return readNumber(text);
}

describe('calculating', () => {
  it('keeps all digits of whole numbers', () => {
    fc.assert(
      fc.property(whole, whole, (a, b) => {
        expect(String(add(exact(a), exact(b)))).toBe(String(BigInt(a) + BigInt(b)));
        expect(String(subtract(exact(a), exact(b)))).toBe(String(BigInt(a) - BigInt(b)));
        expect(compareNumbers(multiply(exact(a), exact(b)), exact(String(BigInt(a) * BigInt(b))))).toBe(0);
      }),
    );
  });

  it('gives the rest of a division of whole numbers', () => {
    fc.assert(
      fc.property(longWhole, whole, (a, b) => {
        fc.pre(BigInt(b) !== 0n);
        expect(String(remainder(exact(a), exact(b)))).toBe(String(BigInt(a) % BigInt(b)));
      }),
    );
  });

  it('gives whole quotients with all digits', () => {
    fc.assert(
      fc.property(longWhole, longWhole, (a, b) => {
        const product = exact(String(BigInt(a) * BigInt(b)));
        expect(String(divide(product, exact(b)))).toBe(a);
      }),
    );
  });

  it('is what JavaScript does as long as nothing is whole and large, nor exact', () => {
    const small = fc.oneof(fc.double(), fc.integer());
    fc.assert(
      fc.property(small, small, (a, b) => {
        expect([add(a, b), subtract(a, b), multiply(a, b), divide(a, b)]).toEqual(
          [a + b, a - b, a * b, a / b].map((result, index) =>
            index < 3 && Number.isSafeInteger(a) && Number.isSafeInteger(b) && !Number.isSafeInteger(result)
              ? expect.any(ExactNumber)
              : result,
          ),
        );
      }),
    );
  });

  it.each([
    [add(Number.MAX_SAFE_INTEGER, 2), '9007199254740993'],
    [multiply(Number.MAX_SAFE_INTEGER, 10), '90071992547409910'],
    [subtract(Number.MIN_SAFE_INTEGER, 1), '-9007199254740992'],
    [add(exact('12345678901234567890'), 0.5), '12345678901234567890.5'],
    [subtract(exact('123456789.123456789123'), exact('0.000000000123')), '123456789.123456789'],
    [multiply(exact('1e400'), 3), '3e400'],
    [divide(exact('1e400'), exact('1e398')), '100'],
    [divide(exact('1764411576123456789'), 1e6), '1764411576123.4568'],
    [divide(exact('-1764411576123456789'), 1e6), '-1764411576123.4568'],
    [remainder(exact('-12345678901234567890'), 1000), '-890'],
    [remainder(exact('12345678901234567890'), exact('1e30')), '12345678901234567890'],
    [power(2, 64), '18446744073709551616'],
    [power(exact('12345678901234567890'), 0), '1'],
    [power(exact('1000000000000000000'), 0.5), '1000000000'],
    [power(exact('1000000000000000000'), -1), '1e-18'],
    [power(2, 0.5), String(2 ** 0.5)],
    [negate(exact('-1e-400')), '1e-400'],
    [negate(5), '-5'],
    [divide(exact('1e400'), 0), 'Infinity'],
    [add(exact('1e400'), Number.NEGATIVE_INFINITY), '-Infinity'],
    [divide(exact('1e400'), Number.NEGATIVE_INFINITY), '0'],
    [remainder(exact('1e400'), 0), 'NaN'],
    [multiply(exact('1e400'), 0), '0'],
  ])('comes to %s', (result, text) => {
    expect(String(result)).toBe(text);
  });

  it.each([
    () => divide(exact('12345678901234567890'), 7),
    () => divide(exact('1e-400'), 3),
    () => power(exact('12345678901234567890'), 0.5),
    () => power(exact('12345678901234567890'), 200),
    () => power(10, 4000),
    () => multiply(exact(`1${'0'.repeat(1500)}1`), exact(`1${'0'.repeat(1500)}1`)),
    () => multiply(exact('1e1500'), exact('1e1500')),
  ])('refuses what would lose digits', (calculate) => {
    expect(calculate).toThrow(DigitsError);
  });
});

describe('comparing', () => {
  it('orders whole numbers by all digits', () => {
    fc.assert(
      fc.property(whole, whole, (a, b) => {
        const order = compareNumbers(exact(a), exact(b));
        expect(Math.sign(order)).toBe(BigInt(a) === BigInt(b) ? 0 : BigInt(a) < BigInt(b) ? -1 : 1);
      }),
    );
  });

  it('tells neighbours apart', () => {
    fc.assert(
      fc.property(exactNumeral, (text) => {
        const next = text.replace(/(\d)(?=(?:e|$))/i, (last) => String((Number(last) + 1) % 10));
        fc.pre(next !== text);
        expect(isSameNumber(exact(text), exact(next))).toBe(false);
        expect(isSameNumber(exact(text), exact(text))).toBe(true);
      }),
    );
  });

  it.each([
    ['1e400', `1${'0'.repeat(400)}`],
    ['10e399', '1E+400'],
    ['100000000000000000000', '1e20'],
    ['123456789.1234567891230', '123456789.123456789123'],
  ])('knows %s and %s for the same', (a, b) => {
    expect(compareNumbers(exact(a), exact(b))).toBe(0);
    const keys = [a, b].map((text) => numberKey(new ExactNumber(text)));
    expect(keys[0]).toBe(keys[1]);
  });

  it('orders exact numbers and infinities', () => {
    expect(compareNumbers(exact('1e400'), Number.POSITIVE_INFINITY)).toBe(-1);
    expect(compareNumbers(Number.NEGATIVE_INFINITY, exact('-1e400'))).toBe(-1);
    expect(compareNumbers(exact('1e-400'), 0)).toBeGreaterThan(0);
    expect(compareNumbers(0, exact('-1e-400'))).toBeGreaterThan(0);
    expect(compareNumbers(exact('1e400'), Number.NaN)).toBeNaN();
    expect(compareNumbers(2, 2)).toBe(0);
    expect(compareNumbers(Number.NaN, Number.NaN)).toBeNaN();
  });

  it('writes the key of a plain number as JavaScript does', () => {
    fc.assert(
      fc.property(plainNumeral, (text) => {
        expect(numberKey(new ExactNumber(text))).toBe(String(Number(text) + 0));
      }),
    );
  });

  it('knows whole numbers', () => {
    expect(['1e400', '12345678901234567890', '1.5e400'].map((text) => isWhole(exact(text)))).toEqual([
      true,
      true,
      true,
    ]);
    expect(['1e-400', '12345678901234567890.5'].map((text) => isWhole(exact(text)))).toEqual([false, false]);
    expect([isWhole(2), isWhole(2.5)]).toEqual([true, false]);
  });
});
