import { isExact } from '../../../numbers/exact-number.ts';
import { ExpressionError } from '../expression-error.ts';
import type { Run } from '../run.ts';
import { type FunctionValue, libraryFunction } from '../values/function-value.ts';
import { isOpaque, kindOf, type Opaque } from '../values/opaque.ts';
import { isList, isPlainObject } from '../values/plain.ts';
import { findMethods } from './registry.ts';

/**
 * Reads a property of a value that is neither null nor undefined: an own property of data, or an allow-listed member. The key
 * must have passed `refuseForbiddenKey`.
 */
export function readMember(run: Run, object: unknown, key: string | number): unknown {
  if (isPlainObject(object)) return Object.hasOwn(object, key) ? object[key] : undefined;
  if (isList(object)) return readOfList(object, key);
  if (typeof object === 'string') return readOfText(object, key);
  if (isOpaque(object)) return readOfOpaque(run, object, String(key));
  if (typeof object === 'number' || isExact(object)) return reference(key, findMethods(String(key)).number);
  if (typeof object === 'boolean') return reference(key, findMethods(String(key)).boolean);
  throw new ExpressionError('expression.forbidden', 'This value cannot be used in expressions.');
}

function readOfList(list: readonly unknown[], key: string | number): unknown {
  if (key === 'length') return list.length;
  if (typeof key === 'number') return Object.hasOwn(list, key) ? list[key] : undefined;
  const own = Object.getOwnPropertyDescriptor(list, key);
  return own === undefined ? reference(key, findMethods(key).array) : own.value;
}

function readOfText(text: string, key: string | number): unknown {
  if (key === 'length') return text.length;
  if (typeof key === 'number') return text[key];
  const own = Object.getOwnPropertyDescriptor(text, key);
  return own === undefined ? reference(key, findMethods(key).string) : own.value;
}

function readOfOpaque(run: Run, object: Opaque<unknown>, key: string): unknown {
  const kind = kindOf(object);
  return kind.get(run, object.value, key) ?? reference(key, kind.method(key));
}

const references = new Map<string, FunctionValue>();

/** A method that is read without being called. It only shows that the method exists, and does nothing. */
function reference(key: string | number, method: unknown): FunctionValue | undefined {
  if (method === undefined) return undefined;
  const name = String(key);
  const known = references.get(name);
  if (known !== undefined) return known;
  const made = libraryFunction(name, () => {
    throw new ExpressionError('expression.not_a_function', `"${name}" must be called on a value.`);
  });
  references.set(name, made);
  return made;
}
