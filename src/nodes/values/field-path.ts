import type { JsonObject, JsonValue } from '../../engine/json.ts';
import { isObject } from '../../shared/json/json.ts';
import { quoteText } from '../../shared/text/quote-text.ts';
import { NodeError } from '../node-error.ts';
import { editJson, type FieldPath } from './json-editor.ts';

const FORBIDDEN: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
const MAX_DEPTH = 100;
const SEGMENT = /\.?([^.[\]]+)|\[(\d+)\]|\[(?:"([^"]*)"|'([^']*)')\]/y;

/** Whether a value is a list. */
export function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/**
 * Reads `a.b`, `a[0].b` or `a["b.c"]`; without dot notation the whole text is one name. Names that lead to the prototype
 * of objects are refused: `NodeError` `field.forbidden_name`.
 */
export function parseFieldPath(text: string, dotNotation = true): FieldPath {
  const path = dotNotation ? splitPath(text) : [text];
  const forbidden = path.find((segment) => typeof segment === 'string' && FORBIDDEN.has(segment));
  if (forbidden !== undefined)
    throw new NodeError(
      'field.forbidden_name',
      `A field cannot be named ${forbidden}${forbidden === text ? '' : `, as in ${quoteText(text)}`}`,
    );
  if (path.length > MAX_DEPTH)
    throw new NodeError(
      'field.too_deep',
      `The field name ${quoteText(text)} has ${path.length} parts, where ${MAX_DEPTH} are allowed`,
    );
  return path;
}

function splitPath(text: string): (string | number)[] {
  const path: (string | number)[] = [];
  SEGMENT.lastIndex = 0;
  while (SEGMENT.lastIndex < text.length) {
    const match = SEGMENT.exec(text);
    if (match === null) return [text];
    const [, name, position, doubleQuoted, singleQuoted] = match;
    path.push(position === undefined ? (name ?? doubleQuoted ?? singleQuoted ?? '') : Number(position));
  }
  return path;
}

/** What is at a key or a position of a value, own properties only; `undefined` if there is nothing. */
export function childOf(value: JsonValue | undefined, key: PropertyKey): JsonValue | undefined {
  if (isList(value)) return value[Number(key)];
  return isObject(value) && Object.hasOwn(value, key) ? value[String(key)] : undefined;
}

/** What is at a path of a value; `undefined` if there is nothing. */
export function readPath(value: JsonValue | undefined, path: readonly PropertyKey[]): JsonValue | undefined {
  let current = value;
  for (const key of path) current = childOf(current, key);
  return current;
}

/** The value of a field by its name: the field of exactly that name if there is one, else what the dots lead to. */
export function readField(json: JsonObject, name: string, dotNotation = true): JsonValue | undefined {
  if (Object.hasOwn(json, name)) return json[name];
  return dotNotation ? readPath(json, parseFieldPath(name)) : undefined;
}

/** The object with a value set at a path: see `JsonEditor`. */
export function setPath(json: JsonObject, path: FieldPath, value: JsonValue): JsonObject {
  const editor = editJson(json);
  editor.set(path, value);
  return editor.result();
}

/** The object without a field: the one of exactly that name if there is one, else what the dots lead to. */
export function removeField(json: JsonObject, name: string, dotNotation = true): JsonObject {
  return removeFields(json, [name], dotNotation);
}

/** The same for several fields. */
export function removeFields(json: JsonObject, names: readonly string[], dotNotation = true): JsonObject {
  const editor = editJson(json);
  for (const name of names) editor.remove(editor.has(name) ? [name] : parseFieldPath(name, dotNotation));
  return editor.result();
}
