import { describe, expect, it } from 'vitest';
import { failure } from './evaluate.ts';

describe('what the methods of n8n refuse', () => {
  it.each([
    ['"x".hash("crc")', 'hash(): "crc" is none of md5, sha1, sha224, sha256, sha384, sha512, sha3, ripemd160, base64.'],
    ['"{a".parseJson()', 'The text is not valid JSON.'],
    ['"%".base64Decode()', 'base64Decode(): the text is not Base64.'],
    ['"%".urlDecode()', 'URI malformed'],
    ['"abc".toNumber()', 'toNumber(): the text is not a number.'],
    ['"abc".toInt()', 'toInt(): the text is not a number.'],
    ['"1,5".toFloat()', 'toFloat(): the decimal separator must be a point.'],
    ['"soon".toDateTime()', 'toDateTime(): "soon" is not a date.'],
    ['"soon".toDate()', 'toDate(): the text is not a date.'],
    ['(1).toDateTime("weeks")', 'toDateTime(): "weeks" is none of ms, s, us and excel.'],
    ['(1.5).isEven()', 'isEven(): 1.5 is not a whole number.'],
    ['[1, "2"].sum()', 'sum(): all elements must be numbers, and one is a string.'],
    ['[1].chunk(0)', 'chunk(): the length must be at least 1.'],
    ['[1].union(2)', 'union(): a list was expected, not a number.'],
    ['[{}].renameKeys("a")', 'renameKeys(): pairs of names were expected: from, to, …'],
    ['[{}].smartJoin("a")', 'smartJoin(): a text was expected, not undefined.'],
    ['({}).keepFieldsContaining("")', 'keepFieldsContaining(): the text must not be empty.'],
    ['zip([1], [])', 'zip(): the two lists must be of the same length.'],
    ['$ifEmpty(1)', '$ifEmpty(): a value and what to take instead were expected.'],
    ['numberList("a", 2)', 'numberList(): a number was expected, not a string.'],
  ])('%s', (source, message) => {
    const error = failure(source);
    expect({ code: error.code, message: error.message }).toEqual({ code: 'expression.invalid_argument', message });
  });

  it.each([
    ['"text".plus(1, "day")', 'expression.not_a_function'],
    ['[{ a: 1 }].renameKeys("a", "__proto__")', 'expression.forbidden'],
    ['[{ k: "__proto__", v: 1 }].smartJoin("k", "v")', 'expression.forbidden'],
    ['zip(["__proto__"], [{ polluted: true }])', 'expression.forbidden'],
    ['numberList(1, 1e9)', 'expression.budget_steps'],
    ['"x".repeat(5e6).quote("x")', 'expression.budget_memory'],
    ['"日".repeat(3e6).replaceSpecialChars()', 'expression.budget_memory'],
    ['Array(60).fill(1).reduce(a => [a, a], 1).map(a => a).unique()', 'expression.budget_memory'],
  ])('%s fails with %s', (source, code) => {
    expect(failure(source).code).toBe(code);
  });
});
