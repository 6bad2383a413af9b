import type { JsonObject, JsonValue } from '../../engine/json.ts';
import { isSameNumber } from '../../numbers/compare-numbers.ts';
import { isObject } from '../../shared/json/json.ts';

/** One place at which two JSON values differ. */
export type JsonChange =
  | { readonly op: 'add'; readonly path: readonly (string | number)[]; readonly after: JsonValue }
  | { readonly op: 'remove'; readonly path: readonly (string | number)[]; readonly before: JsonValue }
  | {
      readonly op: 'replace';
      readonly path: readonly (string | number)[];
      readonly before: JsonValue;
      readonly after: JsonValue;
    }
  | {
      /** An object whose keys stand in another order: those that it had and has. */
      readonly op: 'reorder';
      readonly path: readonly (string | number)[];
      readonly before: readonly string[];
      readonly after: readonly string[];
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

/** The order of keys is kept as it was written, and people see it: in columns, in texts, in what is signed. */
function reordering({ path, before, after }: Pair): JsonChange[] {
  if (!isObject(before) || !isObject(after)) return [];
  const kept = Object.keys(before).filter((key) => Object.hasOwn(after, key));
  const keeping = Object.keys(after).filter((key) => Object.hasOwn(before, key));
  if (kept.every((key, index) => key === keeping[index])) return [];
  return [{ op: 'reorder', path, before: kept, after: keeping }];
}

/** Every place at which two JSON values differ, in the order of the document; none if they are written alike. */
export function diffJson(before: JsonValue, after: JsonValue): JsonChange[] {
  const changes: JsonChange[] = [];
  const open: Pair[] = [{ path: [], before, after }];
  for (let pair = open.pop(); pair !== undefined; pair = open.pop()) {
    const within = pairsWithin(pair);
    if (within === null) changes.push(...change(pair));
    else {
      changes.push(...reordering(pair));
      open.push(...within.reverse());
    }
  }
  return changes;
}
