import type { JsonValue } from '../../engine/json.ts';
import { indexOfText, searchSteps } from '../../engine/text/find-text.ts';
import type { WorkMeter } from '../../engine/work-meter.ts';
import { compareNumbers } from '../../numbers/compare-numbers.ts';
import { isNumeric } from '../../numbers/exact-number.ts';
import { isObject } from '../../shared/json/json.ts';
import { isEqual } from '../values/equal.ts';
import { isList } from '../values/field-path.ts';
import { matchesPattern } from '../values/pattern.ts';
import type { OperandType } from './operands.ts';

type Operand = JsonValue | undefined;
type Judging = { readonly ignoreCase: boolean; readonly work: WorkMeter };
type Test = (left: Operand, right: Operand, judging: Judging) => boolean;

/** An operation: its test of the operands, and the type of the right one; `null`: it has no right operand. */
export type Operator = { readonly right: OperandType | null; readonly test: Test };

type Operators = { readonly [operation: string]: Operator };

function exists(value: Operand): boolean {
  return value !== undefined && value !== null;
}

function isEmpty(value: Operand): boolean {
  if (typeof value === 'string' || isList(value)) return value.length === 0;
  return isObject(value) ? Object.keys(value).length === 0 : !exists(value);
}

function unary(test: (left: Operand) => boolean): Operator {
  return { right: null, test };
}

function not({ right, test }: Operator): Operator {
  return { right, test: (left, other, judging) => !test(left, other, judging) };
}

const PRESENCE: Operators = {
  exists: unary(exists),
  not_exists: unary((value) => !exists(value)),
  empty: unary(isEmpty),
  not_empty: unary((value) => !isEmpty(value)),
};

function onText(test: (left: string, right: string, work: WorkMeter) => boolean): Operator {
  const fold = (value: Operand, ignoreCase: boolean): string => {
    const text = typeof value === 'string' ? value : '';
    return ignoreCase ? text.toLowerCase() : text;
  };
  return {
    right: 'string',
    test: (left, right, { ignoreCase, work }) => test(fold(left, ignoreCase), fold(right, ignoreCase), work),
  };
}

const TEXT_EQUALS = onText((left, right) => left === right);
const TEXT_CONTAINS = onText((left, right, work) => {
  work.spend(searchSteps(left, right));
  return indexOfText(left, right) !== -1;
});
const STARTS_WITH = onText((left, right) => left.startsWith(right));
const ENDS_WITH = onText((left, right) => left.endsWith(right));
const REGEX: Operator = {
  right: 'string',
  test: (left, right, judging) => matchesPattern(String(left ?? ''), String(right ?? ''), judging),
};

/** `test` gets the order of the two: below, at or above 0 as the left one is smaller, the same or larger. */
function onNumbers(right: OperandType, test: (order: number) => boolean): Operator {
  return {
    right,
    test: (left, other) => isNumeric(left) && isNumeric(other) && test(compareNumbers(left, other)),
  };
}

function onLength(test: (left: number, right: number) => boolean): Operator {
  return {
    right: 'number',
    test: (left, right) => typeof right === 'number' && test(isList(left) ? left.length : 0, right),
  };
}

function same(right: OperandType): Operator {
  return { right, test: (left, other) => isEqual(left ?? null, other ?? null) };
}

function sameIgnoringCase(left: JsonValue, right: JsonValue, ignoreCase: boolean): boolean {
  const bothText = typeof left === 'string' && typeof right === 'string';
  return bothText && ignoreCase ? left.toLowerCase() === right.toLowerCase() : isEqual(left, right);
}

const LIST_CONTAINS: Operator = {
  right: 'any',
  test: (left, right, { ignoreCase }) =>
    isList(left) && left.some((value) => sameIgnoringCase(value, right ?? null, ignoreCase)),
};

/** All operations by the type of their left operand. All nodes with conditions use this table. */
export const OPERATORS = {
  string: {
    ...PRESENCE,
    equals: TEXT_EQUALS,
    not_equals: not(TEXT_EQUALS),
    contains: TEXT_CONTAINS,
    not_contains: not(TEXT_CONTAINS),
    starts_with: STARTS_WITH,
    not_starts_with: not(STARTS_WITH),
    ends_with: ENDS_WITH,
    not_ends_with: not(ENDS_WITH),
    regex: REGEX,
    not_regex: not(REGEX),
  },
  number: {
    ...PRESENCE,
    equals: same('number'),
    not_equals: not(same('number')),
    gt: onNumbers('number', (order) => order > 0),
    lt: onNumbers('number', (order) => order < 0),
    gte: onNumbers('number', (order) => order >= 0),
    lte: onNumbers('number', (order) => order <= 0),
  },
  date: {
    ...PRESENCE,
    equals: onNumbers('date', (order) => order === 0),
    not_equals: onNumbers('date', (order) => order !== 0),
    after: onNumbers('date', (order) => order > 0),
    before: onNumbers('date', (order) => order < 0),
    after_or_equals: onNumbers('date', (order) => order >= 0),
    before_or_equals: onNumbers('date', (order) => order <= 0),
  },
  boolean: {
    ...PRESENCE,
    true: unary((value) => value === true),
    false: unary((value) => value === false),
    equals: same('boolean'),
    not_equals: not(same('boolean')),
  },
  array: {
    ...PRESENCE,
    contains: LIST_CONTAINS,
    not_contains: not(LIST_CONTAINS),
    length_equals: onLength((left, right) => left === right),
    length_not_equals: onLength((left, right) => left !== right),
    length_gt: onLength((left, right) => left > right),
    length_lt: onLength((left, right) => left < right),
    length_gte: onLength((left, right) => left >= right),
    length_lte: onLength((left, right) => left <= right),
  },
  object: PRESENCE,
  any: { ...PRESENCE, equals: same('any'), not_equals: not(same('any')) },
} as const satisfies { readonly [type in OperandType]: Operators };
