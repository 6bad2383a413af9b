import { ExpressionError } from '../expression-error.ts';
import { isOpaque } from './opaque.ts';

/** An object of data: its own properties and nothing else. */
export type PlainObject = { readonly [key: string]: unknown };

/** Keys that lead from data to the internals of JavaScript. Reading one is refused on any value. */
const FORBIDDEN_KEYS: ReadonlySet<string> = new Set([
  '__proto__',
  'constructor',
  'prototype',
  '__defineGetter__',
  '__defineSetter__',
  '__lookupGetter__',
  '__lookupSetter__',
]);

/** Whether a value is an object whose properties are data: no array, no instance of a class, no opaque value. */
export function isPlainObject(value: unknown): value is PlainObject {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return (prototype === Object.prototype || prototype === null) && !isOpaque(value);
}

/** Whether a value is an array, without the `any` of `Array.isArray`. */
export function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

/** Throws `expression.forbidden` for a key that leads out of the data. */
export function refuseForbiddenKey(key: string | number): void {
  if (typeof key === 'string' && FORBIDDEN_KEYS.has(key)) {
    throw new ExpressionError('expression.forbidden', `"${key}" cannot be used in expressions.`);
  }
}

/** Sets a key that an expression names. `__proto__` is refused, because it would change the prototype. */
export function put(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__') refuseForbiddenKey(key);
  target[key] = value;
}

/** Copies all own properties, except a `__proto__` in the data. */
export function putAll(target: Record<string, unknown>, source: PlainObject): void {
  for (const key of Object.keys(source)) if (key !== '__proto__') target[key] = source[key];
}
