import { describe, expect, it } from 'vitest';
import { isObject, parseJson } from '../../src/shared/json.ts';

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

  it.each(['9007199254740992', '-9007199254740993', '1e400', '[1e20]'])('refuses %s, which loses digits', (text) => {
    expect(() => parseJson(text)).toThrow(expect.objectContaining({ code: 'input.unsafe_number' }));
  });

  it('takes the greatest safe integer', () => {
    expect(parseJson('9007199254740991')).toBe(Number.MAX_SAFE_INTEGER);
  });

  it('keeps __proto__ a plain key', () => {
    const value = parseJson('{"__proto__":{"polluted":true}}');
    expect(isObject(value) && Object.keys(value)).toEqual(['__proto__']);
    expect(Object.prototype).not.toHaveProperty('polluted');
  });
});
