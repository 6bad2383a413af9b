import type { JsonObject, JsonValue } from '../../engine/json.ts';
import { isExact } from '../../numbers/exact-number.ts';
import { quoteText } from '../../shared/text/quote-text.ts';
import { NodeError } from '../node-error.ts';

/** A place in a JSON value: names, and positions in lists where they were written in brackets. */
export type FieldPath = readonly (string | number)[];

/** Changes to an object, one after the other. What lies on the way to them is copied once, however many there are. */
export type JsonEditor = {
  /** Whether the object has a field of exactly that name. */
  has(name: string): boolean;
  /** Sets a value; what is missing on the way is made, what is in the way is replaced. Throws `NodeError` `field.bad_position`. */
  set(path: FieldPath, value: JsonValue): void;
  /** Removes what is at a path. */
  remove(path: FieldPath): void;
  /** The object with all changes. */
  result(): JsonObject;
};

/** How many places that hold nothing setting one value may add to lists, unless an editor is told otherwise. */
const MAX_PADDING = 100;

type Container = { [key: string]: JsonValue } | JsonValue[];
type Key = string | number;

/** An editor of an object, which stays as it is. */
export function editJson(json: JsonObject, maxPadding = MAX_PADDING): JsonEditor {
  const root: { [key: string]: JsonValue } = { ...json };
  const own = new Set<unknown>([root]);

  /** What is at a key, in a copy that may be changed. */
  function within(container: Container, key: Key, copy: (current: JsonValue | undefined) => Container): Container {
    const current = valueAt(container, key);
    if (isContainer(current) && own.has(current)) return current;
    const copied = copy(current);
    own.add(copied);
    put(container, key, copied);
    return copied;
  }

  return {
    has: (name) => Object.hasOwn(root, name),
    set(path, value) {
      if (paddingOf(root, path) > maxPadding) throw badPosition(path);
      let container: Container = root;
      for (const [depth, key] of path.slice(0, -1).entries()) {
        container = within(container, key, (current) => containerFor(current, path[depth + 1]));
      }
      for (const last of path.slice(-1)) put(container, last, value);
    },
    remove(path) {
      let container: Container = root;
      for (const key of path.slice(0, -1)) {
        if (!isContainer(valueAt(container, key))) return;
        container = within(container, key, copyOf);
      }
      for (const last of path.slice(-1)) drop(container, last);
    },
    result: () => root,
  };
}

function isContainer(value: unknown): value is Container {
  return typeof value === 'object' && value !== null && !isExact(value);
}

function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function copyOf(value: JsonValue | undefined): Container {
  if (isList(value)) return [...value];
  return isContainer(value) ? { ...value } : {};
}

/** A copy of what is there, or what the next key needs: a list for a position. */
function containerFor(current: JsonValue | undefined, next: Key | undefined): Container {
  return typeof next === 'number' && !isContainer(current) ? [] : copyOf(current);
}

function valueAt(container: Container, key: Key): JsonValue | undefined {
  if (Array.isArray(container)) return container[Number(key)];
  return Object.hasOwn(container, key) ? container[key] : undefined;
}

function put(container: Container, key: Key, value: JsonValue): void {
  if (!Array.isArray(container)) {
    container[key] = value;
    return;
  }
  while (container.length < Number(key)) container.push(null);
  container[Number(key)] = value;
}

function drop(container: Container, key: Key): void {
  if (!Array.isArray(container)) delete container[key];
  else if (Number.isInteger(Number(key))) container.splice(Number(key), 1);
}

/** How many places setting a value would add to lists, before anything is made. */
function paddingOf(root: JsonObject, path: FieldPath): number {
  let padding = 0;
  let current: JsonValue | undefined = root;
  for (const key of path) {
    if (isList(current) || (typeof key === 'number' && !isContainer(current))) {
      padding += paddingAt(isList(current) ? current.length : 0, Number(key), path);
    }
    current = isContainer(current) ? valueAt(current, key) : undefined;
  }
  return padding;
}

function paddingAt(length: number, position: number, path: FieldPath): number {
  if (!Number.isInteger(position) || position < 0) throw badPosition(path);
  return Math.max(0, position - length);
}

/** What setting a value at a path costs at the most, in steps. */
export function pathSteps(path: FieldPath): number {
  return path.reduce<number>(
    (sum, key) => sum + (typeof key === 'number' ? Math.min(key, MAX_PADDING) : 0),
    path.length,
  );
}

function badPosition(path: FieldPath): NodeError {
  const name = quoteText(
    path
      .map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`))
      .join('')
      .replace(/^\./, ''),
  );
  const message = `The field name ${name} has a position that is not one of its list, nor at most ${MAX_PADDING} beyond it`;
  return new NodeError('field.bad_position', message);
}
