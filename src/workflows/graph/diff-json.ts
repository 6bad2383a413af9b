import type { JsonObject, JsonValue } from '../../engine/json.ts';
import { isSameNumber } from '../../numbers/compare-numbers.ts';
import { isObject } from '../../shared/json.ts';

/** One place at which two JSON values differ. */
export type JsonChange =
  | { readonly op: 'add'; readonly path: readonly (string | number)[]; readonly after: JsonValue }
  | { readonly op: 'remove'; readonly path: readonly (string | number)[]; readonly before: JsonValue }
  | {
      readonly op: 'replace';
      readonly path: readonly (string | number)[];
      readonly before: JsonValue;
      readonly after: JsonValue;
    };

type Path = readonly (string | number)[];
/** `undefined`: there is no value at this place. */
type Slot = JsonValue | undefined;
type Pair = { readonly path: Path; readonly before: Slot; readonly after: Slot };

function isArray(value: Slot): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function own(object: JsonObject, key: string): Slot {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

function pairsWithin({ path, before, after }: Pair): Pair[] | null {
  if (isArray(before) && isArray(after)) {
    const length = Math.max(before.length, after.length);
    return Array.from({ length }, (_, index) => ({
      path: [...path, index],
      before: before[index],
      after: after[index],
    }));
  }
  if (isObject(before) && isObject(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...keys].map((key) => ({ path: [...path, key], before: own(before, key), after: own(after, key) }));
  }
  return null;
}

function change({ path, before, after }: Pair): JsonChange[] {
  if (before === undefined) return after === undefined ? [] : [{ op: 'add', path, after }];
  if (after === undefined) return [{ op: 'remove', path, before }];
  return before === after || isSameNumber(before, after) ? [] : [{ op: 'replace', path, before, after }];
}

/**
 * Every place at which two JSON values differ, in the order of the document; none if they are equal. Key order doesn't
 * count.
 */
export function diffJson(before: JsonValue, after: JsonValue): JsonChange[] {
  const changes: JsonChange[] = [];
  const open: Pair[] = [{ path: [], before, after }];
  for (let pair = open.pop(); pair !== undefined; pair = open.pop()) {
    const within = pairsWithin(pair);
    if (within === null) changes.push(...change(pair));
    else open.push(...within.reverse());
  }
  return changes;
}
