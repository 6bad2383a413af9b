import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isObject, parseJson } from '../../src/shared/json/json.ts';
import { exactNumeral } from '../support/texts/numerals.ts';

const LIMITS = { maxDepth: 4, maxKeyLength: 8 };

function fault(code: string, path: (string | number)[]) {
  return expect.objectContaining({ code, status: 400, details: { faults: [expect.objectContaining({ code, path })] } });
}

describe('parseJson', () => {
  it('gives what JSON.parse gives', () => {
    const text = '{"a":[1,-2.5,1e3,true,false,null,"[{\\"\\\\"],"ключ":"🔑"}';
    expect(parseJson(text)).toEqual(JSON.parse(text));
  });

  it.each(['', '{', '[1,]', "{'a':1}", 'NaN', '"\u0000"', '"a', '"\\', '{"a":1}}'])(
    'refuses %j as malformed',
    (text) => {
      expect(() => parseJson(text)).toThrow(expect.objectContaining({ code: 'input.malformed_json', status: 400 }));
    },
  );

  it('counts brackets, but not those in strings', () => {
    expect(parseJson('[[[["[[[[["]]]]', LIMITS)).toEqual([[[['[[[[[']]]]);
    expect(parseJson('[[],[],[],[],[],[]]', LIMITS)).toHaveLength(6);
    expect(() => parseJson('[[[{"a":[]}]]]', LIMITS)).toThrow(expect.objectContaining({ code: 'input.too_deep' }));
  });

  it('survives five million open brackets', () => {
    expect(() => parseJson('['.repeat(5_000_000))).toThrow(expect.objectContaining({ code: 'input.too_deep' }));
  });

  it('is linear in backslashes', () => {
    expect(parseJson(`"${'\\\\'.repeat(1_000_000)}"`)).toHaveLength(1_000_000);
  });

  it('refuses long keys', () => {
    expect(parseJson('{"12345678":1}', LIMITS)).toEqual({ 12345678: 1 });
    expect(() => parseJson('{"a":{"123456789":1}}', LIMITS)).toThrow(fault('input.key_too_long', ['a']));
  });

  it('refuses NUL in text and keys', () => {
    expect(() => parseJson('{"a":["x","\\u0000"]}')).toThrow(fault('input.nul_byte', ['a', 1]));
    expect(() => parseJson('{"a\\u0000":1}')).toThrow(fault('input.nul_byte', []));
  });

  it('refuses unpaired surrogates in text and keys, and takes pairs', () => {
    expect(parseJson('"\\ud83d\\udd11"')).toBe('🔑');
    expect(() => parseJson('["\\ud83d"]')).toThrow(fault('input.lone_surrogate', [0]));
    expect(() => parseJson('{"\\udd11":1}')).toThrow(fault('input.lone_surrogate', []));
  });

  it.each(['9007199254740992', '-9007199254740993', '1e400', '[1E+400,1e-400]', '{"a":[123456789.123456789123]}'])(
    'keeps all digits of %s',
    (text) => {
      expect(JSON.stringify(parseJson(text))).toBe(text);
    },
  );

  it('keeps all digits wherever they stand', () => {
    fc.assert(
      fc.property(exactNumeral, (number) => {
        const text = `{"a":${number},"b":[${number},{"${number}":"${number}"},-1.5,1],"c":"\\\\\\"${number}"}`;
        expect(JSON.stringify(parseJson(text))).toBe(text);
      }),
    );
  });

  it('takes numbers that JavaScript writes again as they are for what they are', () => {
    expect(parseJson('[1.0,1E2,-0,0.1,6.02214076e23,0.30000000000000004]')).toEqual([
      1,
      100,
      -0,
      0.1,
      6.02214076e23,
      0.1 + 0.2,
    ]);
  });

  it.each(['1e2001', `[${'9'.repeat(5_000_000)}]`, '{"a":1e-999999999}'])(
    'refuses a number of very many digits',
    (text) => {
      expect(() => parseJson(text)).toThrow(expect.objectContaining({ code: 'input.number_too_long', status: 400 }));
    },
  );

  it('takes the greatest safe integer', () => {
    expect(parseJson('9007199254740991')).toBe(Number.MAX_SAFE_INTEGER);
  });

  it('keeps __proto__ a plain key', () => {
    const value = parseJson('{"__proto__":{"polluted":true}}');
    expect(isObject(value) && Object.keys(value)).toEqual(['__proto__']);
    expect(Object.prototype).not.toHaveProperty('polluted');
  });
});
