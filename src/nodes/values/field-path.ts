import type { JsonObject, JsonValue } from '../../engine/json.ts';
import { isObject } from '../../shared/json.ts';
import { NodeError } from '../node-error.ts';

/** A place in a JSON value: names, and positions in lists where they were written in brackets. */
export type FieldPath = readonly (string | number)[];

const FORBIDDEN: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** How many places of lists may be made on the way to a field, all lists of its path together: each item pays for them. */
const MAX_GAP = 100;

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
  if (forbidden !== undefined) throw new NodeError('field.forbidden_name', `A field cannot be named ${forbidden}`);
  if (path.length > MAX_DEPTH) throw new NodeError('field.too_deep', `The field name has over ${MAX_DEPTH} parts`);
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

/** The value at a path, own properties only; `undefined` if there is none. */
function readPath(value: JsonValue, path: FieldPath): JsonValue | undefined {
  let current: JsonValue | undefined = value;
  for (const segment of path) {
    if (isList(current)) current = current[Number(segment)];
    else if (isObject(current) && Object.hasOwn(current, segment)) current = current[segment];
    else return undefined;
  }
  return current;
}

/** The value of a field by its name: the field of exactly that name if there is one, else what the dots lead to. */
export function readField(json: JsonObject, name: string, dotNotation = true): JsonValue | undefined {
  if (Object.hasOwn(json, name)) return json[name];
  return dotNotation ? readPath(json, parseFieldPath(name)) : undefined;
}

/** The object with a value set at a path; what is missing on the way is made, what is in the way is replaced. */
export function setPath(json: JsonObject, path: FieldPath, value: JsonValue): JsonObject {
  const [first, ...rest] = path;
  if (first === undefined) return json;
  return { ...json, [first]: setWithin(json[first], rest, { value, gap: MAX_GAP }) };
}

/** What is set, and how many places may still be made on the way to it. */
type Setting = { readonly value: JsonValue; readonly gap: number };

function setWithin(current: JsonValue | undefined, path: FieldPath, setting: Setting): JsonValue {
  const [first, ...rest] = path;
  if (first === undefined) return setting.value;
  if (isList(current) || (typeof first === 'number' && !isObject(current))) {
    return setPosition(isList(current) ? current : [], [Number(first), ...rest], setting);
  }
  const object = isObject(current) ? current : {};
  return { ...object, [first]: setWithin(Object.hasOwn(object, first) ? object[first] : undefined, rest, setting) };
}

function setPosition(
  list: readonly JsonValue[],
  [position, ...rest]: readonly [number, ...FieldPath],
  { value, gap }: Setting,
): JsonValue {
  const missing = Math.max(0, position - list.length);
  if (!Number.isInteger(position) || missing > gap) {
    const message = `A field name has a position that lies more than ${MAX_GAP} places behind the end of its list`;
    throw new NodeError('field.bad_position', Number.isInteger(position) ? message : 'A list has numbered places only');
  }
  const padded = [...list, ...Array.from({ length: missing }, () => null)];
  const changed = setWithin(list[position], rest, { value, gap: gap - missing });
  return [...padded.slice(0, position), changed, ...padded.slice(position + 1)];
}

/** The object without what is at a path. */
function removePath(json: JsonObject, path: FieldPath): JsonObject {
  const [first, ...rest] = path;
  if (first === undefined || !Object.hasOwn(json, first)) return json;
  if (rest.length > 0) return { ...json, [first]: removeWithin(json[first] ?? null, rest) };
  return Object.fromEntries(Object.entries(json).filter(([name]) => name !== String(first)));
}

function removeWithin(value: JsonValue, path: FieldPath): JsonValue {
  if (isObject(value)) return removePath(value, path);
  if (!isList(value)) return value;
  const [first, ...rest] = path;
  const position = Number(first);
  if (rest.length === 0) return value.filter((_one, index) => index !== position);
  return value.map((one, index) => (index === position ? removeWithin(one, rest) : one));
}

/** The object without a field: the one of exactly that name if there is one, else what the dots lead to. */
export function removeField(json: JsonObject, name: string, dotNotation = true): JsonObject {
  return removePath(json, Object.hasOwn(json, name) ? [name] : parseFieldPath(name, dotNotation));
}
