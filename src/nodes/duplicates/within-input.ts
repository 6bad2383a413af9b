import type { Item } from '../../engine/item.ts';
import type { JsonObject } from '../../engine/json.ts';
import { canonicalKey, rowKey } from '../values/canonical.ts';
import { readField } from '../values/field-path.ts';
import { keyText } from '../values/key-text.ts';
import { omitFields, pickFields } from '../values/pick-fields.ts';
import type { WithinInputConfig } from './config.ts';

const COMPARED: {
  readonly [compare in WithinInputConfig['compare']]: (json: JsonObject, config: WithinInputConfig) => JsonObject;
} = {
  all: (json) => json,
  selected: (json, { fields, dot_notation }) => pickFields(json, fields, dot_notation),
  except: (json, { fields, dot_notation }) => omitFields(json, fields, dot_notation),
};

function keyOf(item: Item, config: WithinInputConfig): string {
  if (config.compare !== 'selected') return canonicalKey(COMPARED[config.compare](item.json, config));
  return rowKey(config.fields.map((name) => readField(item.json, name, config.dot_notation)));
}

/** The first item with each value. */
export function withoutRepeated(items: readonly Item[], config: WithinInputConfig): Item[] {
  const seen = new Set<string>();
  const firsts = items.filter((item) => {
    const key = keyText(keyOf(item, config));
    return !seen.has(key) && seen.add(key);
  });
  if (!config.remove_other_fields) return firsts;
  return firsts.map((item) => ({ ...item, json: COMPARED[config.compare](item.json, config) }));
}
