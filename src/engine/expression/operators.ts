import * as exact from '../../numbers/calculate.ts';
import { compareNumbers, isSameNumber } from '../../numbers/compare-numbers.ts';
import { type ExactNumber, isExact, type Numeric } from '../../numbers/exact-number.ts';
import { ExpressionError } from './expression-error.ts';
import { chargeComparison, chargeDigits, produce, type Run, spend } from './run.ts';
import { describe, toComparable, toKey, toNumber, toNumeric, toPrimitive, toText, typeOf } from './values/convert.ts';
import { isInstance } from './values/function-value.ts';
import type { Hint, Primitive } from './values/opaque.ts';
import { isList, isPlainObject, refuseForbiddenKey } from './values/plain.ts';

/** An operator with both operands evaluated. */
export type BinaryOperator = (run: Run, left: unknown, right: unknown) => unknown;

/** An operator with its operand evaluated. */
export type UnaryOperator = (run: Run, operand: unknown) => unknown;

function isPrimitive(value: unknown): value is Primitive {
  return typeof value !== 'object' || value === null || isExact(value);
}

/** JavaScript's ToPrimitive, of which an exact number is one here. */
function primitiveOf(run: Run, value: unknown, hint: Hint): Primitive | ExactNumber {
  return isExact(value) ? value : toPrimitive(run, value, hint);
}

const sumOf = calculate(exact.add);

function add(run: Run, left: unknown, right: unknown): unknown {
  if (typeof left === 'number' && typeof right === 'number') return exact.add(left, right);
  const a = primitiveOf(run, left, 'default');
  const b = primitiveOf(run, right, 'default');
  if (typeof a === 'string' || typeof b === 'string') return concatenate(run, String(a), String(b));
  return sumOf(run, a, b);
}

/**
 * V8 keeps a concatenation as a tree, so only the shorter side costs memory. The steps pay for the first read, which makes one
 * text of the tree.
 */
function concatenate(run: Run, left: string, right: string): string {
  produce(run, Math.min(left.length, right.length));
  spend(run, (left.length + right.length) >>> 9);
  return left + right;
}

function looselyEqual(run: Run, left: unknown, right: unknown): boolean {
  if (!isPrimitive(left) && !isPrimitive(right)) return left === right;
  if (left === null || left === undefined || right === null || right === undefined) {
    return (left ?? null) === (right ?? null);
  }
  if (isExact(left) || isExact(right)) return order(run, left, right) === 0;
  return primitivesEqual(run, toPrimitive(run, left, 'default'), toPrimitive(run, right, 'default'));
}

function strictlyEqual(run: Run, left: unknown, right: unknown): boolean {
  chargeComparison(run, left, right);
  return left === right || isSameNumber(left, right);
}

function primitivesEqual(run: Run, left: Primitive, right: Primitive): boolean {
  chargeComparison(run, left, right);
  return typeof left === typeof right ? left === right : order(run, left, right) === 0;
}

/** The order of two values that are compared as numbers. */
function order(run: Run, left: unknown, right: unknown): number {
  return compareNumbers(toComparable(run, left), toComparable(run, right));
}

type Comparison = (left: string | number, right: string | number) => boolean;

function compare(comparison: Comparison): BinaryOperator {
  return (run, left, right) => {
    if (typeof left === 'number' && typeof right === 'number') return comparison(left, right);
    const a = primitiveOf(run, left, 'number');
    const b = primitiveOf(run, right, 'number');
    chargeComparison(run, a, b);
    if (typeof a === 'string' && typeof b === 'string') return comparison(a, b);
    return comparison(order(run, a, b), 0);
  };
}

/** An operation that keeps all digits. Exact numbers pay for theirs. */
function calculate(operation: (left: Numeric, right: Numeric) => Numeric): BinaryOperator {
  return (run, left, right) => {
    const a = toNumeric(run, left);
    const b = toNumeric(run, right);
    if (typeof a !== 'number') chargeDigits(run, a);
    if (typeof b !== 'number') chargeDigits(run, b);
    const result = operation(a, b);
    if (typeof result !== 'number') chargeDigits(run, result);
    return result;
  };
}

/** An operation on the bits of doubles. */
function onBits(operation: (left: number, right: number) => number): BinaryOperator {
  return (run, left, right) => operation(toNumber(run, left), toNumber(run, right));
}

function isIn(run: Run, left: unknown, right: unknown): boolean {
  const key = toKey(run, left);
  refuseForbiddenKey(key);
  if (isList(right) || isPlainObject(right)) return Object.hasOwn(right, key);
  throw new ExpressionError('expression.invalid_argument', `"in" needs an object, not ${describe(right)}.`);
}

/** What the binary operators do. */
export const BINARY_OPERATORS: ReadonlyMap<string, BinaryOperator> = new Map<string, BinaryOperator>([
  ['+', add],
  ['-', calculate(exact.subtract)],
  ['*', calculate(exact.multiply)],
  ['/', calculate(exact.divide)],
  ['%', calculate(exact.remainder)],
  ['**', calculate(exact.power)],
  ['&', onBits((a, b) => a & b)],
  ['|', onBits((a, b) => a | b)],
  ['^', onBits((a, b) => a ^ b)],
  ['<<', onBits((a, b) => a << b)],
  ['>>', onBits((a, b) => a >> b)],
  ['>>>', onBits((a, b) => a >>> b)],
  ['===', strictlyEqual],
  ['!==', (run, a, b) => !strictlyEqual(run, a, b)],
  ['==', looselyEqual],
  ['!=', (run, a, b) => !looselyEqual(run, a, b)],
  ['<', compare((a, b) => a < b)],
  ['<=', compare((a, b) => a <= b)],
  ['>', compare((a, b) => a > b)],
  ['>=', compare((a, b) => a >= b)],
  ['in', isIn],
  ['instanceof', (_run, a, b) => isInstance(a, b)],
]);

/** What the unary operators do; `typeof` of an unknown name is settled where the name is read. */
export const UNARY_OPERATORS: ReadonlyMap<string, UnaryOperator> = new Map<string, UnaryOperator>([
  ['!', (_run, operand) => !operand],
  ['-', (run, operand) => exact.negate(toNumeric(run, operand))],
  ['+', (run, operand) => toNumeric(run, operand)],
  ['~', (run, operand) => ~toNumber(run, operand)],
  ['typeof', (_run, operand) => typeOf(operand)],
  ['void', () => undefined],
]);

/** The text of a template literal. Pays for it before it is made. */
export function templateText(run: Run, quasis: readonly string[], values: readonly unknown[]): string {
  let text = quasis[0] ?? '';
  for (const [index, value] of values.entries()) {
    const part = toText(run, value);
    const quasi = quasis[index + 1] ?? '';
    produce(run, part.length + quasi.length);
    text += part + quasi;
  }
  return text;
}
