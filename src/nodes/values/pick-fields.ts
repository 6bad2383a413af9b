import type { JsonObject } from '../../engine/json.ts';
import { readField, removeFields } from './field-path.ts';
import { editJson } from './json-editor.ts';
import { placeOf } from './with-field.ts';

/** An object with only the named fields, at their paths. Missing ones are left out. */
export function pickFields(json: JsonObject, names: readonly string[], dotNotation: boolean): JsonObject {
  // The lists of the object are as long already.
  const picked = editJson({}, Number.POSITIVE_INFINITY);
  for (const name of names) {
    const value = readField(json, name, dotNotation);
    if (value !== undefined) picked.set(placeOf(json, name, dotNotation), value);
  }
  return picked.result();
}

/** An object without the named fields. */
export function omitFields(json: JsonObject, names: readonly string[], dotNotation: boolean): JsonObject {
  return removeFields(json, names, dotNotation);
}
