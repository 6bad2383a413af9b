import { describe, expect, it } from 'vitest';
import { evaluate, failure } from './evaluate.ts';

const json = { list: [3, 1, 2], text: 'a1b22', object: { a: 1, b: { c: 2 } } };

describe('methods that change a list in JavaScript', () => {
  it.each([
    ['$json.list.sort()', [1, 2, 3]],
    ['$json.list.sort((a, b) => b - a)', [3, 2, 1]],
    ['$json.list.reverse()', [2, 1, 3]],
    ['$json.list.splice(1)', [1, 2]],
    ['$json.list.splice(-2, 1)', [1]],
    ['$json.list.splice()', []],
    ['$json.list.toSpliced()', [3, 1, 2]],
    ['$json.list.pop()', 2],
    ['$json.list.shift()', 3],
    ['$json.list.fill(0, 1)', [3, 0, 0]],
    [
      '[$json.list.sort(), $json.list]',
      [
        [1, 2, 3],
        [3, 1, 2],
      ],
    ],
    ['Object.assign($json.object, { a: 2 }) && $json.object.a', 1],
  ])('give what they give there and leave the list alone: %s', (source, value) => {
    expect(evaluate(source, json)).toEqual(value);
    expect(json.list).toEqual([3, 1, 2]);
  });
});

describe('lists', () => {
  it.each([
    ['Array(3)', [null, null, null]],
    ['new Array(2, 3)', [2, 3]],
    ['Array(2).map((_, i) => i)', [0, 1]],
    ['Array.from({ length: 2 }, (_, i) => i * 2)', [0, 2]],
    ['Array.from({ 0: "a", length: 1 })', ['a']],
    ['Array.from("ab")', ['a', 'b']],
    ['Array.from(5)', []],
    ['[...$json.list.keys()]', [0, 1, 2]],
    [
      '[...$json.list.entries()]',
      [
        [0, 3],
        [1, 1],
        [2, 2],
      ],
    ],
    ['$json.list.values()', [3, 1, 2]],
    ['[...new Set([1, 1, 2])]', [1, 2]],
    ['new Set([1, 1, 2]).size', 2],
    ['new Set("aab").has("a")', true],
    ['new Set([1]) instanceof Set', true],
    ['[, 1]', [null, 1]],
    ['[1, [2]] instanceof Array', true],
    ['[].forEach(x => x)', null],
    ['[1, 2].findLastIndex(x => x > 1)', 1],
    ['Object.groupBy([1, 2, 3], n => n % 2 ? "odd" : "even")', { odd: [1, 3], even: [2] }],
  ])('%s', (source, value) => {
    expect(evaluate(source, json)).toEqual(value);
  });
});

describe('texts and regular expressions', () => {
  it.each([
    ['$json.text.match(/\\d+/g)', ['1', '22']],
    ['$json.text.match(/(?<digit>\\d)/).groups.digit', '1'],
    ['$json.text.match(/\\d/).index', 1],
    ['$json.text.match("b")[0]', 'b'],
    ['$json.text.match(/x/)', null],
    ['$json.text.matchAll(/\\d/g).map(m => m.index)', [1, 3, 4]],
    ['[...$json.text.matchAll("b")].length', 1],
    ['$json.text.search(/b/)', 2],
    ['$json.text.replace(/(\\d)/g, "<$1>")', 'a<1>b<2><2>'],
    ['$json.text.replace(/(?<d>\\d)/, "[$<d>$<x>]")', 'a[1]b22'],
    ['$json.text.replace(/\\d/g, d => d * 2)', 'a2b44'],
    ['$json.text.replaceAll("2", "$$$&$`")', 'a1b$2a1b$2a1b2'],
    ['$json.text.split(/(\\d)/)', ['a', '1', 'b', '2', '', '2', '']],
    ['/b/.test($json.text)', true],
    ['/B/i.exec($json.text)[0]', 'b'],
    ['RegExp("b").source + /a/gi.flags', 'bgi'],
    ['new RegExp(/b/g, "i").toString()', '/b/i'],
    ['/a/g instanceof RegExp', true],
    ['/a/', '/a/'],
    ['"b\\u00a0c".split(/\\s/)', ['b', 'c']],
    ['"aß".replace(/\\u00df/, "s")', 'as'],
    ['"x".localeCompare("X", "en", { sensitivity: "base" })', 0],
    ['"ä".normalize("NFD").length', 2],
    ['String.fromCharCode(97, 98)', 'ab'],
    ['(1234.5).toLocaleString("en-US", { style: "currency", currency: "EUR" })', '€1,234.50'],
    ['(255).toString(16)', 'ff'],
    ['decodeURIComponent("%41") + encodeURI("ä b")', 'A%C3%A4%20b'],
  ])('%s', (source, value) => {
    expect(evaluate(source, json)).toEqual(value);
  });
});

describe('objects and JSON', () => {
  it.each([
    ['JSON.parse(\'{"a":[1]}\').a[0]', 1],
    ['JSON.parse("[1,2]", (k, v) => typeof v === "number" ? v + 1 : v)', [2, 3]],
    ['JSON.stringify($json.object, ["a"])', '{"a":1}'],
    ['JSON.stringify({ a: 1, b: 2 }, (k, v) => k === "a" ? undefined : v)', '{"b":2}'],
    ['JSON.stringify([1], null, 2)', '[\n  1\n]'],
    ['JSON.stringify([1], null, "--")', '[\n--1\n]'],
    ['JSON.stringify(undefined)', null],
    ['JSON.stringify({ now: $now })', '{"now":"2023-11-15T14:30:00.000+01:00"}'],
    ['Object.entries($json.object).length', 2],
    ['Object.fromEntries(Object.entries({ a: 1 }).map(([k, v]) => [k + k, v]))', { aa: 1 }],
    ['Object.hasOwn($json.object, "a")', true],
    ['$json.object.hasOwnProperty("toString")', false],
    ['"a" in $json.object', true],
    ['({}) instanceof Object', true],
    ['({ f: x => x + 1 }).f(1)', 2],
    ['Object.freeze([1])', [1]],
    ['Object("a")', 'a'],
  ])('%s', (source, value) => {
    expect(evaluate(source, json)).toEqual(value);
  });
});

describe('results', () => {
  it.each([
    ['NaN', null],
    ['[Infinity, undefined, { a: undefined }]', [null, null, {}]],
    ['new Date(0)', '1970-01-01T00:00:00.000Z'],
    ['new Date("nonsense")', null],
    ['[$today]', ['2023-11-15T00:00:00.000+01:00']],
    ['new Set([1])', [1]],
  ])('become JSON: %s', (source, value) => {
    expect(evaluate(source)).toEqual(value);
  });

  it.each(['x => x', '[x => x]', '({ a: Math.max })', 'Math', 'DateTime', '$json.text.trim', '$now.toISO'])(
    'are refused when they are functions: %s',
    (source) => {
      expect(failure(source, json).code).toBe('expression.not_data');
    },
  );
});

describe('errors', () => {
  it.each([
    ['$json.a.b.c', 'expression.undefined', 'Cannot read "b": $json.a is undefined.', 4],
    ['$json.none?.x + $json.none.y', 'expression.undefined', 'Cannot read "y": $json.none is undefined.', 20],
    ['nobody.x', 'expression.undefined', '"nobody" is not known here.', 4],
    ['$json.text.shout()', 'expression.not_a_function', '$json.text.shout is not a function.', 4],
    ['$json.text()', 'expression.not_a_function', '$json.text is not a function.', 4],
    ['[1].map(2)', 'expression.not_a_function', 'map() needs a function.', 4],
    ['[1].map(x => x.y.z)', 'expression.undefined', 'Cannot read "z": x.y is undefined.', 17],
    ['[...1]', 'expression.not_iterable', 'A list was expected, not a number.', 8],
    ['(({ a }) => a)(null)', 'expression.undefined', 'Cannot take null apart as { a }.', 6],
    ['JSON.parse("{")', 'expression.invalid_argument', 'The text is not valid JSON.', 4],
    ['[].reduce((a, b) => a)', 'expression.invalid_argument', 'Reduce of empty array with no initial value', 4],
    ['(1).toFixed(200)', 'expression.invalid_argument', 'toFixed() digits argument must be between 0 and 100', 4],
    ['1 instanceof 2', 'expression.invalid_argument', '"instanceof" needs a type such as Date on its right side.', 4],
    ['"a" in "abc"', 'expression.invalid_argument', '"in" needs an object, not a string.', 4],
    ['new Math.max()', 'expression.forbidden', '"new Math.max" cannot be used in expressions.', 4],
    ['Set([1])', 'expression.not_a_function', 'Set must be called with "new".', 4],
    ['DateTime()', 'expression.not_a_function', 'DateTime cannot be called: use one of its functions.', 4],
    ['Object.fromEntries([1])', 'expression.invalid_argument', 'fromEntries() needs pairs of key and value.', 4],
    ['Object.keys(null)', 'expression.undefined', 'An object was expected, not null.', 4],
    ['"a".includes(/a/)', 'expression.invalid_argument', 'includes() needs a text, not a regular expression.', 4],
    ['"a".matchAll(/a/)', 'expression.invalid_argument', 'matchAll() needs a regular expression with the flag "g".', 4],
    ['((trim) => trim("a"))("".trim)', 'expression.not_a_function', '"trim" must be called on a value.', 15],
  ])('say what went wrong and where: %s', (source, code, message, column) => {
    const error = failure(source, json);
    expect({ code: error.code, message: error.message, column: error.column }).toEqual({ code, message, column });
  });

  it('quote the expression', () => {
    expect(failure('$json.a.b').expression).toBe('$json.a.b');
  });
});

describe('deeply nested expressions', () => {
  it.each([
    ['parentheses', `${'('.repeat(200)}1${')'.repeat(200)}`, 1],
    ['sums', Array(240).fill('1').join('+'), 240],
    ['functions', `(${'f=>'.repeat(100)}1)${'()'.repeat(100)}`, 1],
    ['calls', '(f => f(f, 150))((f, n) => n === 0 ? "end" : f(f, n - 1))', 'end'],
    ['lists', `${'['.repeat(150)}${']'.repeat(150)}.flat(Infinity).length`, 0],
  ])('works: %s', (_name, source, value) => {
    expect(evaluate(source)).toBe(value);
  });
});
