import { describe, expect, it } from 'vitest';
import { evaluate } from './evaluate.ts';

/** The methods of n8n that have to exist, with arguments where they need some. Their results: `extensions.test.ts`. */
const PROMISED: readonly (readonly [receiver: string, calls: string])[] = [
  [
    '"1"',
    `hash() removeMarkdown() removeTags() toBoolean() toDecimalNumber() toNumber() toFloat() toInt() toWholeNumber()
    toSentenceCase() toSnakeCase() toTitleCase() urlDecode() urlEncode() quote() replaceSpecialChars() length() isDomain()
    isEmail() isNumeric() isUrl() isEmpty() isNotEmpty() toJsonString() extractEmail() extractDomain() extractUrl()
    extractUrlPath() parseJson() base64Encode()`,
  ],
  ['"2026-01-01"', 'toDate() toDateTime()'],
  ['"YQ=="', 'base64Decode()'],
  [
    '(5)',
    'ceil() floor() format() round() abs() isInteger() isEven() isOdd() toBoolean() toInt() toFloat() toDouble() toDateTime()',
  ],
  [
    '[5]',
    `removeDuplicates() unique() first() last() reverse() randomItem() sum() min() max() average() isNotEmpty()
    isEmpty() compact() chunk(1) union([1]) difference([1]) intersection([1]) append(1) toJsonString()`,
  ],
  [
    '[{a:1,b:2}]',
    'pluck("a") smartJoin("a","b") renameKeys("a","c") merge([{a:1,b:2}]) mergeIntoObject() toJsonString()',
  ],
  [
    '({a:1,b:"x"})',
    `isEmpty() isNotEmpty() hasField("a") removeField("a") removeFieldsContaining("x") keepFieldsContaining("x")
    compact() urlEncode() keys() values() toJsonString()`,
  ],
  ...['$now', 'new Date()'].map(
    (date) =>
      [
        date,
        `beginningOf("week") endOfMonth() extract("year") isBetween("2020-01-01","2030-01-01") isDst() isInLast(1)
        isWeekend() minus(1,"day") plus(1,"day") format("yyyy") toDateTime() diffTo("2026-01-01") diffToNow()`,
      ] as const,
  ),
  ['true', 'toInt() toNumber()'],
];

/** In n8n's documentation these belong to arrays with a single value. */
const OF_SINGLE_VALUES = ['toInt()', 'toFloat()', 'toBoolean()', 'toDateTime()'];

describe('what is promised', () => {
  it.each(PROMISED.flatMap(([receiver, calls]) => calls.split(/\s+/).map((call) => `${receiver}.${call}`)))(
    'is there: %s',
    (source) => {
      expect(() => evaluate(source)).not.toThrow();
    },
  );

  it.each(OF_SINGLE_VALUES.map((call) => `["2026"].${call}`))('is there: %s', (source) => {
    expect(() => evaluate(source)).not.toThrow();
  });

  it.each([
    ['$min(2, 1)', 1],
    ['$max(2, 1)', 2],
    ['$average(1, 3)', 2],
    ['$not(true)', false],
    ['$if(true, 1, 2)', 1],
    ['$ifEmpty("", "x")', 'x'],
    ['$jmespath({ a: [{ b: 1 }] }, "a[*].b")', [1]],
    ['numberList(1, 3)', [1, 2, 3]],
    ['zip(["a"], [1])', { a: 1 }],
    ['typeof DateTime.now', 'function'],
    ['typeof Duration.fromISO', 'function'],
    ['typeof Interval.fromDateTimes', 'function'],
  ])('comes to what it is for: %s', (source, value) => {
    expect(evaluate(source)).toEqual(value);
  });
});

/** The standard methods that expressions do not have: they change data, expose what is not data, or are obsolete. */
const LACKING: { readonly [receiver: string]: string } = {
  '""': 'anchor big blink bold fontcolor fontsize fixed italics link small strike sub sup trimLeft trimRight',
  '[]': '',
  '(1)': '',
  'new Date()': 'toGMTString getYear setYear',
  '/a/': 'compile',
  String: 'raw',
  Array: 'fromAsync',
  Object: `getOwnPropertyDescriptor getOwnPropertyDescriptors getOwnPropertyNames getOwnPropertySymbols preventExtensions
    seal create defineProperties defineProperty getPrototypeOf setPrototypeOf isExtensible isFrozen isSealed`,
  Math: 'f16round',
  JSON: 'rawJSON isRawJSON',
  Number: '',
  Date: '',
  RegExp: 'escape',
};

const HOSTS: { readonly [receiver: string]: object } = {
  '""': String.prototype,
  '[]': Array.prototype,
  '(1)': Number.prototype,
  'new Date()': Date.prototype,
  '/a/': RegExp.prototype,
  String,
  Array,
  Object,
  Math,
  JSON,
  Number,
  Date,
  RegExp,
};

function methodsOf(host: object): readonly string[] {
  return Object.entries(Object.getOwnPropertyDescriptors(host))
    .filter(([name, { value }]) => typeof value === 'function' && name !== 'constructor' && name !== 'prototype')
    .map(([name]) => name);
}

describe('the standard methods', () => {
  it.each(Object.keys(HOSTS))('of %s are there, but for those that are named here', (receiver) => {
    const lacking = new Set((LACKING[receiver] ?? '').split(/\s+/));
    const wanted = methodsOf(HOSTS[receiver] ?? {}).filter((name) => !lacking.has(name));
    expect(wanted.filter((name) => evaluate(`typeof ${receiver}.${name}`) !== 'function')).toEqual([]);
  });
});
