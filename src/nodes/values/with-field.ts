import type { JsonObject, JsonValue } from '../../engine/json.ts';
import { parseFieldPath, setPath } from './field-path.ts';
import type { FieldPath } from './json-editor.ts';

/** The object with a field: dots in its name lead into objects, which are made where there are none. */
export function withField(json: JsonObject, name: string, value: JsonValue, dotNotation = true): JsonObject {
  return setPath(json, parseFieldPath(name, dotNotation), value);
}

/** Where a field of an object stands: under exactly that name if there is such a field, else where the dots lead. */
export function placeOf(json: JsonObject, name: string, dotNotation = true): FieldPath {
  return parseFieldPath(name, dotNotation && !Object.hasOwn(json, name));
}
