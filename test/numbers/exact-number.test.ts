import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leadingInteger, leadingNumber } from '../../src/engine/expression/values/leading-number.ts';
import { DigitsError, doubleOf, ExactNumber, numberOfText, readNumber } from '../../src/numbers/exact-number.ts';
import { exactNumeral, plainNumeral } from '../support/texts/numerals.ts';

describe('readNumber', () => {
  it.each([
    '9007199254740992',
    '-9007199254740993',
    '12345678901234567890',
    '10000000000000000',
    '1e400',
    '-1E+400',
    '1e-400',
    '123456789.123456789123',
    '0.10000000000000000555',
    '9007199254740993.0',
    '1.0e309',
  ])('keeps %s', (text) => {
    expect(readNumber(text)).toEqual(new ExactNumber(text));
    expect(JSON.stringify({ id: readNumber(text) })).toBe(`{"id":${text}}`);
    expect(String(readNumber(text))).toBe(text);
  });

  it.each([
    '0',
    '-0',
    '0.0',
    '0e9',
    '-0.000e-999',
    '1',
    '1.0',
    '1E2',
    '1.50',
    '0.1',
    '3.14',
    '9007199254740991',
    '6.02214076e23',
    '1e22',
    '5e-324',
    '0.30000000000000004',
    '1.7976931348623157e308',
    '100e-2',
  ])('takes %s as JavaScript does', (text) => {
    expect(readNumber(text)).toBe(Number(text));
  });

  it('keeps whatever JavaScript would change', () => {
    fc.assert(
      fc.property(exactNumeral, (text) => {
        expect(JSON.stringify([readNumber(text)])).toBe(`[${text}]`);
      }),
    );
  });

  it('takes what JavaScript writes as it is', () => {
    fc.assert(
      fc.property(plainNumeral, (text) => {
        expect(readNumber(text)).toBe(Number(text));
      }),
    );
  });

  it.each(['1e2001', '1e-2001', '1'.repeat(2001), '1e99999999999', `0.${'3'.repeat(2001)}`])(
    'refuses a number of very many digits',
    (text) => {
      expect(() => readNumber(text)).toThrow(DigitsError);
    },
  );

  it('leaves out zeros that say nothing where there are very many', () => {
    const zeros = '0'.repeat(1_000_000);
    expect(String(readNumber(`12345678901234567890.5${zeros}`))).toBe('12345678901234567890.5');
    expect(String(readNumber(`1e+${zeros}400`))).toBe('1e400');
    expect(String(readNumber('12345678901234567890.500'))).toBe('12345678901234567890.500');
    expect(() => readNumber(`1e${'9'.repeat(1_000_000)}`)).toThrow(DigitsError);
    expect(readNumber(`0e${'9'.repeat(1_000_000)}`)).toBe(0);
  });

  it('reads texts of millions of digits, which are more than a regular expression bears', () => {
    expect(() => readNumber('7'.repeat(20_000_000))).toThrow(DigitsError);
    expect(() => readNumber(`0.${'7'.repeat(20_000_000)}`)).toThrow(DigitsError);
    expect(readNumber('0'.repeat(20_000_000))).toBe(0);
    expect(numberOfText(`${'9'.repeat(20_000_000)}x`)).toBeNaN();
  });
});

describe('numberOfText', () => {
  it.each([
    '',
    ' ',
    '5',
    '-5.',
    '.5',
    '+7',
    ' 12 ',
    '0x1f',
    '0b11',
    '0o7',
    'Infinity',
    '-Infinity',
    '1e3',
    '1e-3',
    '\t1e2\n',
  ])('gives what Number gives of %j', (text) => {
    expect(numberOfText(text)).toBe(Number(text));
  });

  it.each(['abc', '12abc345678901234567890', '1e', '--1', '0x', '1 000 000 000 000 000 000'])(
    'gives NaN of %j',
    (text) => {
      expect(numberOfText(text)).toBeNaN();
    },
  );

  it.each([
    ['0012345678901234567890', '12345678901234567890'],
    ['+12345678901234567890', '12345678901234567890'],
    [' 12345678901234567890. ', '12345678901234567890'],
    ['.12345678901234567890123', '0.12345678901234567890123'],
    ['0xffffffffffffffff', '18446744073709551615'],
    ['-012345678901234567890.50', '-12345678901234567890.5'],
    ['01e400', '1e400'],
    ['.5e-399', '5e-400'],
    ['0012e-400', '1.2e-399'],
  ])('writes %s as JSON does', (text, written) => {
    expect(String(numberOfText(text))).toBe(written);
  });

  it('is linear in texts that are no numbers', () => {
    expect(numberOfText(`${'1'.repeat(4_000_000)}x`)).toBeNaN();
    expect(numberOfText(`${' '.repeat(4_000_000)}x`)).toBeNaN();
    expect(numberOfText(`0x${'1'.repeat(4_000_000)}x`)).toBeNaN();
    expect(leadingNumber(`${' '.repeat(4_000_000)}x`)).toBeNaN();
    expect(leadingInteger(`${'0'.repeat(4_000_000)}1x`)).toBe(1);
  });

  it('refuses numbers of very many digits in any base', () => {
    expect(() => numberOfText(`0x${'f'.repeat(3000)}`)).toThrow(DigitsError);
  });
});

describe('doubleOf', () => {
  it.each([
    '0.10000000000000001',
    '1000000000000000000',
    '12345678901234567168',
    '0.1000000000000000055511151231257827021',
  ])('is the double of %s, which is one with more digits', (text) => {
    expect(doubleOf(new ExactNumber(text))).toBe(Number(text));
  });

  it.each(['12345678901234567890', '0.10000000000000002555', '1e400', '1e-400', '3'.repeat(150)])(
    'is nothing for %s',
    (text) => {
      expect(doubleOf(new ExactNumber(text))).toBeUndefined();
    },
  );

  it('is a double itself', () => {
    expect(doubleOf(1.5)).toBe(1.5);
  });
});
