import { isWhole } from '../../../numbers/compare-numbers.ts';
import { isExact } from '../../../numbers/exact-number.ts';
import { chargeLong, produce, type Run } from '../run.ts';
import { toComparable, toNumber, toNumeric, toText } from '../values/convert.ts';
import { type FunctionValue, LIBRARY_LEVELS, libraryFunction, makeFunction } from '../values/function-value.ts';
import { leadingInteger, leadingNumber } from '../values/leading-number.ts';
import { functionMembers } from '../values/namespace.ts';

type Args = readonly unknown[];

function numeral(run: Run, value: unknown): string {
  const text = toText(run, value);
  chargeLong(run, text);
  return text;
}

const PARSE_FLOAT = libraryFunction('parseFloat', (run, [text]) => leadingNumber(numeral(run, text)));
const PARSE_INT = libraryFunction('parseInt', (run, [text, radix]) =>
  leadingInteger(numeral(run, text), radix === undefined ? undefined : toNumber(run, radix)),
);

function fromCodes(make: (...codes: number[]) => string): (run: Run, args: Args) => string {
  return (run, args) => {
    produce(run, 2 * args.length);
    return make(...args.map((code) => toNumber(run, code)));
  };
}

/** `String`. */
export const STRING = makeFunction({
  name: 'String',
  invoke: (run, args) => (args.length === 0 ? '' : toText(run, args[0])),
  levels: LIBRARY_LEVELS,
  members: functionMembers('String', {
    fromCharCode: fromCodes(String.fromCharCode),
    fromCodePoint: fromCodes(String.fromCodePoint),
  }),
  isInstance: () => false,
});

const NUMBER_CONSTANTS = [
  'EPSILON',
  'MAX_SAFE_INTEGER',
  'MAX_VALUE',
  'MIN_SAFE_INTEGER',
  'MIN_VALUE',
  'NaN',
  'NEGATIVE_INFINITY',
  'POSITIVE_INFINITY',
] as const;

/** `Number`. */
export const NUMBER = makeFunction({
  name: 'Number',
  invoke: (run, args) => (args.length === 0 ? 0 : toNumeric(run, args[0])),
  levels: LIBRARY_LEVELS,
  members: new Map<string, unknown>([
    ...NUMBER_CONSTANTS.map((name): [string, unknown] => [name, Number[name]]),
    ...functionMembers('Number', {
      isFinite: (_run, [value]) => isExact(value) || Number.isFinite(value),
      isInteger: (_run, [value]) => (isExact(value) ? isWhole(value) : Number.isInteger(value)),
      isNaN: (_run, [value]) => Number.isNaN(value),
      isSafeInteger: (_run, [value]) => Number.isSafeInteger(value),
    }),
    ['parseFloat', PARSE_FLOAT],
    ['parseInt', PARSE_INT],
  ]),
  isInstance: () => false,
});

/** `Boolean`. */
export const BOOLEAN = makeFunction({
  name: 'Boolean',
  invoke: (_run, [value]) => Boolean(value),
  levels: LIBRARY_LEVELS,
  isInstance: () => false,
});

function codec(name: string, convert: (text: string) => string): [string, FunctionValue] {
  const invoke = (run: Run, [value]: Args): string => {
    const text = toText(run, value);
    produce(run, 3 * text.length);
    return convert(text);
  };
  return [name, libraryFunction(name, invoke)];
}

function isFiniteNumber(run: Run, [value]: Args): boolean {
  const number = toComparable(run, value);
  return isExact(number) || Number.isFinite(number);
}

/** The global functions of JavaScript. */
export const GLOBAL_FUNCTIONS: readonly (readonly [string, FunctionValue])[] = [
  ['parseFloat', PARSE_FLOAT],
  ['parseInt', PARSE_INT],
  ['isNaN', libraryFunction('isNaN', (run, [value]) => Number.isNaN(toComparable(run, value)))],
  ['isFinite', libraryFunction('isFinite', isFiniteNumber)],
  codec('encodeURIComponent', encodeURIComponent),
  codec('decodeURIComponent', decodeURIComponent),
  codec('encodeURI', encodeURI),
  codec('decodeURI', decodeURI),
];
