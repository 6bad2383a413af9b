import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DigitsError } from '../../src/numbers/exact-number.ts';
import { parseExactly, parseNumbers } from '../../src/numbers/parse-json.ts';
import { exactNumeral, plainNumeral } from '../support/texts/numerals.ts';

/** JSON texts with numbers of any length within, without white space, as `JSON.stringify` writes them. */
const { document } = fc.letrec<{ document: string }>((tie) => ({
  document: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    exactNumeral,
    plainNumeral,
    fc.string().map((text) => JSON.stringify(text)),
    exactNumeral.map((text) => JSON.stringify(text)),
    exactNumeral.map((text) => JSON.stringify(`: ${text}, [${text}`)),
    fc.constantFrom('true', 'false', 'null'),
    fc.array(tie('document'), { maxLength: 4 }).map((all) => `[${all.join(',')}]`),
    fc
      .uniqueArray(fc.tuple(fc.oneof(fc.string(), exactNumeral), tie('document')), {
        maxLength: 4,
        selector: ([key]) => key,
      })
      .map((all) => `{${all.map(([key, value]) => `${JSON.stringify(key)}:${value}`).join(',')}}`),
  ),
}));

describe('parseExactly', () => {
  it('gives what is written again as it was', () => {
    fc.assert(
      fc.property(document, (text) => {
        const again = JSON.stringify(parseExactly(text));
        // Keys that look like positions come first in JavaScript.
        expect(again.length).toBe(text.replaceAll(/(?<=[[,:]|^)-0(?=[\],}]|$)/g, '0').length);
        expect(JSON.stringify(parseExactly(again))).toBe(again);
      }),
    );
  });

  it('gives what JSON.parse gives of texts without long numbers', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        fc.pre(!/\d{16}/.test(text));
        expect(parseExactly(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it('finds a long number wherever one may stand', () => {
    fc.assert(
      fc.property(exactNumeral, fc.constantFrom('', ' ', '\n', '\t', '\r\n'), (number, space) => {
        for (const [before, after] of [
          ['', ''],
          ['[', ']'],
          ['[1,', ']'],
          ['{"a":', '}'],
          ['[[', ',2]]'],
          ['[{"a":1},', ']'],
        ]) {
          const text = `${before}${space}${number}${space}${after}`;
          expect(JSON.stringify(parseExactly(text))).toBe(`${before}${number}${after}`);
        }
      }),
    );
  });

  it('leaves strings and keys alone', () => {
    const text = '{"12345678901234567890":"12345678901234567890","a":": 12345678901234567890","b":"1e400"}';
    expect(parseExactly(text)).toEqual(JSON.parse(text));
    expect(parseNumbers(text)).toEqual(JSON.parse(text));
  });

  it('keeps __proto__ a plain key', () => {
    const value = parseExactly('{"__proto__":{"a":12345678901234567890}}');
    expect(Object.keys(value)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });

  it.each(['[12345678901234567890', '[012345678901234567890]', '[+12345678901234567890]', '[1234567890123456789.]'])(
    'refuses %s',
    (text) => {
      expect(() => parseExactly(text)).toThrow(SyntaxError);
    },
  );

  it('refuses a number of very many digits', () => {
    expect(() => parseExactly(`[${'9'.repeat(1_000_000)}]`)).toThrow(DigitsError);
  });
});
