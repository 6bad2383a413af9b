import { isExact } from '../../../numbers/exact-number.ts';
import type { Run } from '../run.ts';
import { callFunction, isFunction } from '../values/function-value.ts';
import { isOpaque, kindOf, type Method, type Opaque } from '../values/opaque.ts';
import { isList, isPlainObject, type PlainObject } from '../values/plain.ts';
import { exactMethod } from './exact-methods.ts';
import { NO_METHOD } from './method-table.ts';
import { findMethods } from './registry.ts';

/** A call `self.name(...args)`. The name must have passed `refuseForbiddenKey`. */
export type MethodCall = {
  readonly self: unknown;
  readonly name: string | number;
  readonly args: readonly unknown[];
};

/** Calls a method of the value's type, or a function that an object holds. */
export function callMethod(run: Run, call: MethodCall): unknown {
  const { self, args } = call;
  if (typeof self === 'string') return orNone(findMethods(String(call.name)).string)(run, self, args);
  if (isList(self)) return orNone(findMethods(String(call.name)).array)(run, self, args);
  if (isPlainObject(self)) return callOfObject(run, self, call);
  if (isOpaque(self)) return callOfOpaque(run, self, call);
  if (typeof self === 'number') return orNone(findMethods(String(call.name)).number)(run, self, args);
  if (isExact(self)) return orNone(exactMethod(String(call.name)))(run, self, args);
  if (typeof self === 'boolean') return orNone(findMethods(String(call.name)).boolean)(run, self, args);
  if (self === null || self === undefined) return orNone(findMethods(String(call.name)).nothing)(run, self, args);
  return NO_METHOD;
}

function orNone<T>(method: Method<T> | undefined): Method<T> {
  return method ?? noMethod;
}

function noMethod(): typeof NO_METHOD {
  return NO_METHOD;
}

function callOfObject(run: Run, self: PlainObject, call: MethodCall): unknown {
  const own = Object.hasOwn(self, call.name) ? self[call.name] : undefined;
  if (isFunction(own)) return callFunction(run, own, call.args);
  return orNone(findMethods(String(call.name)).object)(run, self, call.args);
}

function callOfOpaque(run: Run, self: Opaque<unknown>, call: MethodCall): unknown {
  const kind = kindOf(self);
  const name = String(call.name);
  const method = kind.method(name);
  if (method !== undefined) return method(run, self.value, call.args);
  const member = kind.get(run, self.value, name);
  return isFunction(member) ? callFunction(run, member, call.args) : NO_METHOD;
}
