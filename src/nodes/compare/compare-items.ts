import type { Item } from '../../engine/item.ts';
import type { JsonObject, JsonValue } from '../../engine/json.ts';
import { findMatches } from '../merge/match.ts';
import { canonicalKey, fuzzyKey } from '../values/canonical.ts';
import { readField, setPath } from '../values/field-path.ts';
import { omitFields, pickFields } from '../values/pick-fields.ts';
import { placeOf } from '../values/with-field.ts';
import type { CompareConfig } from './config.ts';

/** The items of two lists, divided by whether the other list has them, too. */
export type Comparison = { only_a: Item[]; same: Item[]; different: Item[]; only_b: Item[] };

/** Compares two lists item by item. An item made of a matching pair is linked with both. */
export function compareItems(listA: readonly Item[], listB: readonly Item[], config: CompareConfig): Comparison {
  const matches = findMatches(listA, listB, {
    left: config.fields.map((field) => field.input_a),
    right: config.fields.map((field) => field.input_b),
    fuzzy: config.fuzzy,
    dotNotation: config.dot_notation,
    multiple: config.multiple_matches,
  });
  const comparison: Comparison = {
    only_a: [...matches.leftOnly],
    same: [],
    different: [],
    only_b: [...matches.rightOnly],
  };
  for (const { left, right } of matches.pairs) {
    const from = [left, right].flatMap((item) => item.from ?? []);
    const changed = changedFields(left.json, right.json, config);
    if (changed.length === 0) comparison.same.push({ ...left, from });
    else comparison.different.push({ ...left, json: differenceOf(left.json, right.json, changed, config), from });
  }
  return comparison;
}

function changedFields(a: JsonObject, b: JsonObject, config: CompareConfig): string[] {
  const keyOf = config.fuzzy
    ? fuzzyKey
    : (value: JsonValue | undefined) => (value === undefined ? '' : canonicalKey(value));
  const skipped = [...config.skip_fields, ...matchedUnderOtherNames(config)];
  const [comparedA, comparedB] = [a, b].map((json) => omitFields(json, skipped, config.dot_notation));
  const names = new Set([...Object.keys(comparedA ?? {}), ...Object.keys(comparedB ?? {})]);
  return [...names].filter((name) => keyOf(own(comparedA, name)) !== keyOf(own(comparedB, name)));
}

/** Fields that are matched under different names are left out, since they always differ. */
function matchedUnderOtherNames({ fields }: CompareConfig): string[] {
  return fields.flatMap(({ input_a, input_b }) => (input_a === input_b ? [] : [input_a, input_b]));
}

function own(json: JsonObject | undefined, name: string): JsonValue | undefined {
  return json !== undefined && Object.hasOwn(json, name) ? json[name] : undefined;
}

function differenceOf(a: JsonObject, b: JsonObject, changed: readonly string[], config: CompareConfig): JsonObject {
  switch (config.when_different) {
    case 'prefer_a':
      return a;
    case 'prefer_b':
      return b;
    case 'mix':
      return mix(a, b, config);
    case 'include_both':
      return bothOf(a, b, changed, config);
  }
}

function mix(a: JsonObject, b: JsonObject, config: CompareConfig): JsonObject {
  const [preferred, other] = config.prefer_when_mixed === 'a' ? [a, b] : [b, a];
  return config.except_when_mixed.reduce<JsonObject>(
    (mixed, name) => {
      const value = readField(other, name, config.dot_notation);
      return value === undefined ? mixed : setPath(mixed, placeOf(other, name, config.dot_notation), value);
    },
    { ...other, ...preferred },
  );
}

function bothOf(a: JsonObject, b: JsonObject, changed: readonly string[], config: CompareConfig): JsonObject {
  const { skip_fields: skipped, dot_notation: dots } = config;
  const matched = config.fields.map(({ input_a }) => input_a);
  const excluded = new Set(changed);
  const same = Object.entries(omitFields(a, [...skipped, ...matched], dots)).filter(([name]) => !excluded.has(name));
  return {
    keys: pickFields(a, matched, dots),
    same: Object.fromEntries(same),
    different: Object.fromEntries(changed.map((name) => [name, bothValues(own(a, name), own(b, name))])),
    ...(skipped.length === 0 ? {} : { skipped: bothFields(a, b, config) }),
  };
}

/** The skipped fields, each with both of its values. */
function bothFields(a: JsonObject, b: JsonObject, { skip_fields, dot_notation: dots }: CompareConfig): JsonObject {
  return skip_fields.reduce<JsonObject>((both, name) => {
    const values = bothValues(readField(a, name, dots), readField(b, name, dots));
    return setPath(both, placeOf(Object.hasOwn(a, name) ? a : b, name, dots), values);
  }, {});
}

function bothValues(a: JsonValue | undefined, b: JsonValue | undefined): JsonObject {
  return { inputA: a ?? null, inputB: b ?? null };
}
