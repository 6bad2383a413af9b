import { DATE_TIME_VALUE, DATE_VALUE } from './date-texts.ts';
import { LIST, OBJECT, SET_VALUE } from './list-texts.ts';
import {
  ARRAY_LIB,
  DATE_LIB,
  INPUT,
  JSON_LIB,
  MATH,
  NAMES,
  NODE,
  NUMBER_LIB,
  OBJECT_LIB,
  STRING_LIB,
} from './name-texts.ts';
import { DATE_TIME_LIB, DURATION_LIB, DURATION_VALUE, INTERVAL_LIB, INTERVAL_VALUE } from './span-texts.ts';
import { BOOLEAN, NOTHING, NUMBER, PATTERN, TEXT } from './text-texts.ts';

/** What has members: `names` stand for themselves, `Math` and the like are names, all others are values of a type. */
const OWNERS: Readonly<Record<string, string>> = {
  names: NAMES,
  $input: INPUT,
  node: NODE,
  text: TEXT,
  number: NUMBER,
  boolean: BOOLEAN,
  list: LIST,
  object: OBJECT,
  nothing: NOTHING,
  DateTime: DATE_TIME_VALUE,
  date: DATE_VALUE,
  Duration: DURATION_VALUE,
  Interval: INTERVAL_VALUE,
  pattern: PATTERN,
  set: SET_VALUE,
  'names.Math': MATH,
  'names.Number': NUMBER_LIB,
  'names.Object': OBJECT_LIB,
  'names.Array': ARRAY_LIB,
  'names.Date': DATE_LIB,
  'names.JSON': JSON_LIB,
  'names.String': STRING_LIB,
  'names.DateTime': DATE_TIME_LIB,
  'names.Duration': DURATION_LIB,
  'names.Interval': INTERVAL_LIB,
};

/** One name of the language. `of`: what has it; `signature`: how it is written, with its arguments and what it gives. */
export type ReferenceEntry = {
  readonly of: string;
  readonly name: string;
  readonly kind: 'function' | 'value';
  readonly signature: string;
  readonly text: string;
};

const LINE = /^(?<signature>(?<name>[$\w]+)(?<call>\()?[^|]*?) \| (?<text>.+)$/;

function readLine(of: string, line: string): ReferenceEntry {
  const { name = '', call, signature = '', text = '' } = LINE.exec(line)?.groups ?? {};
  return { of, name, kind: call === undefined ? 'value' : 'function', signature, text };
}

/** All names, functions, properties and methods that expressions have. A test holds it to the tables of the language. */
export const EXPRESSION_REFERENCE: readonly ReferenceEntry[] = Object.entries(OWNERS).flatMap(([of, lines]) =>
  lines
    .trim()
    .split('\n')
    .map((line) => readLine(of, line)),
);
