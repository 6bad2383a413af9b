import type { Run } from '../run.ts';

/** What JavaScript's conversions ask for. */
export type Hint = 'string' | 'number' | 'default';

/** A value that is no object. */
export type Primitive = undefined | null | boolean | number | string;

/** A method that expressions may call on a value of type `T`. */
export type Method<T> = (run: Run, self: T, args: readonly unknown[]) => unknown;

/**
 * How expressions see a value that is not plain data, such as a date, a pattern, a function or `$input`. What the kind does
 * not name does not exist for them.
 */
export type Kind<T> = {
  readonly name: string;
  /** What `typeof` says. */
  readonly typeOf: 'object' | 'function';
  /** A property, or `undefined`. Methods need not be found here. */
  get(run: Run, value: T, key: string): unknown;
  method(key: string): Method<T> | undefined;
  toPrimitive(run: Run, value: T, hint: Hint): Primitive;
  /** Its JSON, when it is the result of an evaluation. Throws `expression.not_data` if it has none. */
  toData(run: Run, value: T): unknown;
  /** Its elements, or `undefined` if it has none. */
  iterate?(run: Run, value: T): readonly unknown[];
  /** What `Object.keys` and `...` see; absent: nothing. */
  own?(run: Run, value: T): { readonly [key: string]: unknown };
};

const KIND: unique symbol = Symbol('kind');

/** A value of JavaScript with its kind. All values of the language that are not plain data have this form. */
export type Opaque<T> = { readonly [KIND]: Kind<T>; readonly value: T };

/** Wraps a value of JavaScript in its kind. */
export function opaque<T>(kind: Kind<T>, value: T): Opaque<T> {
  return { [KIND]: kind, value };
}

/** Whether a value is such a wrapped one. Data can't pose as one: it has no symbol keys, and expressions have no symbols. */
export function isOpaque(value: unknown): value is Opaque<unknown> {
  return typeof value === 'object' && value !== null && KIND in value;
}

/** Whether a value is of this very kind. */
export function isOf<T>(kind: Kind<T>, value: unknown): value is Opaque<T> {
  return isOpaque(value) && value[KIND] === kind;
}

/** The kind of a value that is no plain data. */
export function kindOf(value: Opaque<unknown>): Kind<unknown> {
  return value[KIND];
}
