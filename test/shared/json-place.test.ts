import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jsonBreak, placeText } from '../../src/shared/json/json-place.ts';

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe(jsonBreak, () => {
  test.each([
    ['', 0],
    ['{', 1],
    ['{"a":', 5],
    ['{"a": x}', 6],
    ['{"a": 1,}', 8],
    ['[1 2]', 3],
    ['[1]]', 3],
    ['"a\nb"', 2],
    ['"a\\x"', 2],
    ['"a', 2],
    ['01', 1],
    ['[1,]', 3],
    ['{"a"}', 4],
    ['{1: 2}', 1],
    ['[1}', 2],
    ['nul', 0],
    ['-', 0],
  ])('%j breaks at %i', (text, position) => {
    expect(jsonBreak(text)?.position).toBe(position);
  });

  test('counts lines', () => {
    expect(placeText(jsonBreak('{\n  "a": x\n}') ?? { position: 0, line: 0, column: 0 })).toBe(
      'at position 9 (line 2 column 8)',
    );
  });

  test('finds nothing in JSON', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(0, 2), (text, indent) => {
        expect(jsonBreak(JSON.stringify(JSON.parse(text), null, indent))).toBeNull();
      }),
    );
  });

  test('agrees with the parser about any text', () => {
    const unit = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      'a',
      '"a"',
      '1',
      '-',
      '.',
      'e',
      'null',
      ' ',
      '\n',
      '\\',
      '\\n',
      'u0041',
    );
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 12 }), (text) => {
        expect(jsonBreak(text) === null).toBe(isJson(text));
      }),
      { numRuns: 5000 },
    );
  });

  test('what stands before the place can be completed by nothing that the parser would refuse there', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), (text, cut) => {
        const start = text.slice(0, cut % text.length);
        const place = jsonBreak(`${start}\0`);
        expect(place?.position).toBeLessThanOrEqual(start.length);
      }),
    );
  });
});
