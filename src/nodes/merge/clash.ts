import type { Item } from '../../engine/item.ts';
import type { JsonObject, JsonValue } from '../../engine/json.ts';
import type { WorkMeter } from '../../engine/work-meter.ts';
import { isObject } from '../../shared/json/json.ts';
import { isList } from '../values/field-path.ts';
import type { Clash } from './config.ts';

/** An item, and the number of its input. */
export type Source = { readonly item: Item; readonly input: number };

/** How clashes are settled, and the meter on which each field that is looked at is charged. */
export type MergeRules = { readonly clash: Clash; readonly work: WorkMeter };

/** One item made of several, clashes settled. It is linked with all of them by their own links. */
export function mergeItems(sources: readonly Source[], { clash, work }: MergeRules): Item {
  const ordered = inOrder(sources, clash);
  const json = ordered.map(({ item, input }) => (clash.prefer === 'suffix' ? suffixed(item.json, input) : item.json));
  const merged = json.reduce((lower, higher) => mergeObjects(lower, higher, { clash, work }), {});
  const files = ordered.flatMap(({ item, input }) =>
    Object.entries(item.binary ?? {}).map(([name, file]) => [
      clash.prefer === 'suffix' ? `${name}_${input}` : name,
      file,
    ]),
  );
  const from = sources.flatMap(({ item }) => item.from ?? []);
  return files.length === 0 ? { json: merged, from } : { json: merged, binary: Object.fromEntries(files), from };
}

/** Later objects win, so the preferred input comes last. */
function inOrder(sources: readonly Source[], { prefer }: Clash): readonly Source[] {
  if (typeof prefer !== 'number') return sources;
  return [...sources.filter(({ input }) => input !== prefer), ...sources.filter(({ input }) => input === prefer)];
}

/** The object with the number of its input appended to each name, as in `id_2`. */
export function suffixed(json: JsonObject, input: number): JsonObject {
  return Object.fromEntries(Object.entries(json).map(([name, value]) => [`${name}_${input}`, value]));
}

function mergeObjects(lower: JsonObject, higher: JsonObject, rules: MergeRules): JsonObject {
  const fields = Object.entries(higher);
  rules.work.spend(fields.length + Object.keys(lower).length);
  const merged: [string, JsonValue][] = fields.map(([name, value]) => {
    const old = Object.hasOwn(lower, name) ? lower[name] : undefined;
    return [name, old === undefined ? value : mergeValues(old, value, rules)];
  });
  return { ...lower, ...Object.fromEntries(merged) };
}

function mergeValues(lower: JsonValue, higher: JsonValue, rules: MergeRules): JsonValue {
  const { clash } = rules;
  if (clash.override_empty && (higher === null || higher === '')) return lower;
  if (clash.merge === 'shallow') return higher;
  if (isObject(lower) && isObject(higher)) return mergeObjects(lower, higher, rules);
  if (isList(lower) && isList(higher)) return mergeLists(lower, higher, rules);
  return higher;
}

function mergeLists(lower: readonly JsonValue[], higher: readonly JsonValue[], rules: MergeRules): JsonValue {
  rules.work.spend(lower.length + higher.length);
  const merged = higher.map((value, index) => {
    const old = lower[index];
    return old === undefined ? value : mergeValues(old, value, rules);
  });
  return [...merged, ...lower.slice(higher.length)];
}
