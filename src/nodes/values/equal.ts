import type { JsonValue } from '../../engine/json.ts';
import { isSameNumber } from '../../numbers/compare-numbers.ts';
import { isObject } from '../../shared/json/json.ts';
import { isList } from './field-path.ts';

/** Whether two JSON values are equal. The order of keys does not count. */
export function isEqual(left: JsonValue, right: JsonValue): boolean {
  if (left === right || isSameNumber(left, right)) return true;
  if (isList(left) && isList(right)) return isEqualList(left, right);
  if (isObject(left) && isObject(right)) {
    const keys = Object.keys(left);
    return (
      keys.length === Object.keys(right).length &&
      keys.every((key) => Object.hasOwn(right, key) && isEqual(left[key] ?? null, right[key] ?? null))
    );
  }
  return false;
}

function isEqualList(left: readonly JsonValue[], right: readonly JsonValue[]): boolean {
  return left.length === right.length && left.every((value, index) => isEqual(value, right[index] ?? null));
}
