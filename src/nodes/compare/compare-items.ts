import type { Item } from '../../engine/item.ts';
import type { JsonObject, JsonValue } from '../../engine/json.ts';
import type { WorkMeter } from '../../engine/work-meter.ts';
import { findMatches } from '../merge/match.ts';
import { canonicalKey, fuzzyKey } from '../values/canonical.ts';
import { readField } from '../values/field-path.ts';
import { editJson } from '../values/json-editor.ts';
import { omitFields, pickFields } from '../values/pick-fields.ts';
import { placeOf } from '../values/with-field.ts';
import type { CompareConfig } from './config.ts';

/** The items of two lists, divided by whether the other list has them, too. */
export type Comparison = { only_a: Item[]; same: Item[]; different: Item[]; only_b: Item[] };

/** How the lists are compared, and the meter on which the comparison of each pair is charged. */
export type CompareRules = { readonly config: CompareConfig; readonly work: WorkMeter };

/** How much of a key is written in one step. */
const CHARACTERS_PER_STEP = 16;

/** Compares two lists item by item. Items that belong together are linked with both. */
export function compareItems(listA: readonly Item[], listB: readonly Item[], how: CompareRules): Comparison {
  const { config } = how;
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
    const changed = changedFields(left.json, right.json, how);
    if (changed.length === 0) comparison.same.push({ ...left, from });
    else comparison.different.push({ ...left, json: differenceOf(left.json, right.json, changed, config), from });
  }
  return comparison;
}

function changedFields(a: JsonObject, b: JsonObject, { config, work }: CompareRules): string[] {
  const exactKey = (value: JsonValue | undefined) => (value === undefined ? '' : canonicalKey(value));
  const keyOf = (json: JsonObject | undefined, name: string): string => {
    const key = (config.fuzzy ? fuzzyKey : exactKey)(own(json, name));
    work.spend(1 + Math.floor(key.length / CHARACTERS_PER_STEP));
    return key;
  };
  work.spend(config.skip_fields.length + 2 * config.fields.length);
  const skipped = [...config.skip_fields, ...matchedUnderOtherNames(config)];
  const [comparedA, comparedB] = [a, b].map((json) => omitFields(json, skipped, config.dot_notation));
  const names = new Set([...Object.keys(comparedA ?? {}), ...Object.keys(comparedB ?? {})]);
  return [...names].filter((name) => keyOf(comparedA, name) !== keyOf(comparedB, name));
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
  const mixed = editJson({ ...other, ...preferred }, Number.POSITIVE_INFINITY);
  for (const name of config.except_when_mixed) {
    const value = readField(other, name, config.dot_notation);
    if (value !== undefined) mixed.set(placeOf(other, name, config.dot_notation), value);
  }
  return mixed.result();
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
  const both = editJson({});
  for (const name of skip_fields) {
    const values = bothValues(readField(a, name, dots), readField(b, name, dots));
    both.set(placeOf(Object.hasOwn(a, name) ? a : b, name, dots), values);
  }
  return both.result();
}

function bothValues(a: JsonValue | undefined, b: JsonValue | undefined): JsonObject {
  return { inputA: a ?? null, inputB: b ?? null };
}
