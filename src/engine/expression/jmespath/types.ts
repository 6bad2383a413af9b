import type { compile } from '@jmespath-community/jmespath';
import { isSameNumber } from '../../../numbers/compare-numbers.ts';
import { isNumeric } from '../../../numbers/exact-number.ts';
import { isEmptyValue } from '../extensions/emptiness.ts';
import { chargeComparison, type Run, spend } from '../run.ts';
import { isOpaque, kindOf } from '../values/opaque.ts';
import { isList, isPlainObject } from '../values/plain.ts';

/** A node of a query. */
export type QueryNode = ReturnType<typeof compile>;

/** An expression with `&`: an argument for functions, not data. */
export type ExpressionArgument = (value: unknown) => unknown;

/** The types that JMESPath knows. */
export type TypeName = 'null' | 'boolean' | 'number' | 'string' | 'array' | 'object' | 'expression';

/** The type of a value. */
export function typeName(value: unknown): TypeName {
  if (value === null || value === undefined) return 'null';
  if (isList(value)) return 'array';
  if (isPlainObject(value)) return 'object';
  if (typeof value === 'function') return 'expression';
  if (typeof value === 'boolean') return 'boolean';
  if (isNumeric(value)) return 'number';
  return 'string';
}

/** A value for JMESPath: undefined becomes null, and dates become texts. */
export function settle(run: Run, value: unknown): unknown {
  if (isOpaque(value)) return kindOf(value).toData(run, value.value);
  return value ?? null;
}

/** What counts as false: nothing, false, and all that is empty. */
export function isFalse(run: Run, value: unknown): boolean {
  return value === false || isEmptyValue(run, value);
}

/** Equality in depth. */
export function isEqual(run: Run, left: unknown, right: unknown): boolean {
  spend(run, 1);
  if (isList(left)) {
    if (!isList(right) || left.length !== right.length) return false;
    return left.every((element, index) => isEqual(run, settle(run, element), settle(run, right[index])));
  }
  if (!isPlainObject(left)) {
    chargeComparison(run, left, right);
    return left === right || isSameNumber(left, right);
  }
  if (!isPlainObject(right)) return false;
  const keys = Object.keys(left);
  spend(run, keys.length >>> 3);
  if (keys.length !== Object.keys(right).length) return false;
  return keys.every(
    (key) => Object.hasOwn(right, key) && isEqual(run, settle(run, left[key]), settle(run, right[key])),
  );
}
