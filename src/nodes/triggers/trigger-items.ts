import type { Item } from '../../engine/item.ts';
import type { JsonValue } from '../../engine/json.ts';
import { isObject } from '../../shared/json/json.ts';
import { isList } from '../values/field-path.ts';

/** The input of an execution as items: one for each object. Any other value is put into a field `data`. */
export function triggerItems(input: JsonValue): Item[] {
  return (isList(input) ? input : [input ?? {}]).map((value) => ({ json: isObject(value) ? value : { data: value } }));
}
