import { DateTime, Duration, Interval } from 'luxon';
import { dateTimeValue, dateValue, fromHost } from '../../../../src/engine/expression/dates/date-values.ts';
import { libraryFunction } from '../../../../src/engine/expression/values/function-value.ts';
import { compilePattern, patternValue } from '../../../../src/engine/expression/values/pattern.ts';

/** Makes a value of a size. */
export type Sized = (size: number) => unknown;

function repeated(part: string): Sized {
  return (size) => part.repeat(Math.ceil(size / part.length));
}

function listOf(element: (index: number) => unknown): Sized {
  return (size) => Array.from({ length: size }, (_none, index) => element(index));
}

function objectOf(value: (index: number) => unknown): Sized {
  return (size) => Object.fromEntries(Array.from({ length: size }, (_none, index) => [`k${index}`, value(index)]));
}

/** Lists in lists, as deep as results may be. */
function nested(size: number): unknown {
  return Array.from({ length: 60 }).reduce((inner) => [inner], Array(size).fill(1));
}

/** Texts that parsers, searches and patterns find hard. */
export const TEXTS: readonly Sized[] = [
  repeated('a'),
  (size) => `${'a'.repeat(size)}!`,
  repeated('ab '),
  repeated('<'),
  repeated('<b'),
  repeated('"\\'),
  repeated('$<'),
  repeated(','),
  repeated('\n'),
  repeated('\n- *a* [b](c) '),
  repeated('[*_`~(#>'),
  repeated('[!('),
  repeated('a.'),
  repeated('a@'),
  repeated('http://a.'),
  repeated('1'),
  repeated('é̖'),
  repeated('😀'),
  (size) => `a${'\u0316\u0301'.repeat(size / 2)}`,
  (size) => String.fromCharCode(...Array.from({ length: size }, (_none, index) => 0x4e00 + (index % 20_000))),
  (size) => `[${Array(size).fill(1).join(',')}]`,
  () => '2026-03-04T05:06:07.000Z',
  () => '12.5',
  () => '"a"',
  () => 'aaaa',
];

/** Lists of many elements, equal and different, small, deep and long. */
export const LISTS: readonly Sized[] = [
  listOf((index) => index),
  listOf(() => 1),
  listOf((index) => `t${index}`),
  listOf(() => 'the same'),
  listOf((index) => ({ a: index, b: 'x' })),
  listOf(() => ({ a: 1, b: { c: [1, 2] } })),
  listOf((index) => [`k${index}`, index]),
  listOf(() => [1, [2, [3]]]),
  listOf(() => null),
  (size) => ['a'.repeat(size), 'b'.repeat(size), 'a'.repeat(size)],
  nested,
];

/** Objects of many fields, and deep ones. */
export const OBJECTS: readonly Sized[] = [
  objectOf((index) => index),
  objectOf(() => 'a text'),
  objectOf(() => ''),
  (size) => ({ text: 'a'.repeat(size), a: 1 }),
  (size) => ({ list: Array(size).fill({ a: null }), length: size }),
  (size) => ({ deep: nested(size) }),
];

const NOW = DateTime.fromMillis(Date.UTC(2026, 2, 4, 5, 6, 7), { zone: 'utc' });

/** One value of each kind that is no plain data. */
export const DATES: readonly Sized[] = [
  () => dateTimeValue(NOW),
  () => dateValue(NOW.toJSDate()),
  () => fromHost(Duration.fromObject({ hours: 30, minutes: 10 })),
  () => fromHost(Interval.after(NOW, { days: 3 })),
];

const first = libraryFunction('first', (_run, [value]) => value);
const keyed = libraryFunction('keyed', (_run, [value]) => String(value).slice(0, 20));
const order = libraryFunction('order', (_run, [left, right]) => (String(left) < String(right) ? -1 : 1));
const spread = libraryFunction('spread', (_run, [value]) => [value, value]);

function pattern(source: string, flags: string): unknown {
  return patternValue(compilePattern(source, flags));
}

/** What methods are called with: each list of arguments is tried, and those that do not fit are refused. */
export const ARGUMENTS: readonly (readonly Sized[])[] = [
  [],
  [() => 'a'],
  [() => ','],
  [() => ''],
  [() => 'a', () => 'b'],
  [() => 'a', repeated('$<')],
  [repeated('a')],
  [(size) => `${'a'.repeat(size / 4)}b${'a'.repeat(size / 4)}`],
  [() => 2],
  [() => 1, () => 'days'],
  [() => 'hours', () => 1],
  [() => 'en', () => ({ style: 'percent' })],
  [() => 'yyyy-MM-dd'],
  [(size) => size],
  [() => 1, (size) => size],
  [(size) => size, () => 'ab'],
  [() => first],
  [() => keyed],
  [() => order],
  [() => spread],
  [() => first, () => 0],
  [() => pattern('a(.*b)?', 'g')],
  [() => pattern('(a|aa)+$', 'g'), () => '$1'],
  [() => pattern('[a-c]*x|.', ''), () => first],
  [listOf((index) => index)],
  [listOf((index) => [`k${index}`, index]), () => first],
  [listOf((index) => `t${index}`), listOf((index) => index)],
  [objectOf(() => 1)],
  [(size) => ({ length: size })],
  [(size) => `[${Array(size).fill('{"a":1}').join(',')}]`, () => first],
  [() => dateTimeValue(NOW.plus({ days: 1 }))],
  [() => dateTimeValue(NOW), () => dateTimeValue(NOW.plus({ days: 2 }))],
  [() => ({ days: 1 })],
  [() => fromHost(Interval.after(NOW, { days: 1 }))],
  [
    (size) =>
      Array.from({ length: size }, (_none, index) =>
        fromHost(Interval.after(NOW.plus({ days: 2 * index }), { hours: 1 })),
      ),
  ],
];
