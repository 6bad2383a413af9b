import type { JsonObject } from '../../engine/json.ts';
import { readField, removeField, setPath } from './field-path.ts';
import { placeOf } from './with-field.ts';

/** An object with only the named fields, at their paths. Missing ones are left out. */
export function pickFields(json: JsonObject, names: readonly string[], dotNotation: boolean): JsonObject {
  return names.reduce<JsonObject>((picked, name) => {
    const value = readField(json, name, dotNotation);
    return value === undefined ? picked : setPath(picked, placeOf(json, name, dotNotation), value);
  }, {});
}

/** An object without the named fields. */
export function omitFields(json: JsonObject, names: readonly string[], dotNotation: boolean): JsonObject {
  return names.reduce((kept, name) => removeField(kept, name, dotNotation), json);
}
