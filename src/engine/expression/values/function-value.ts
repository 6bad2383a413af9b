import { ExpressionError } from '../expression-error.ts';
import { descend, type Run } from '../run.ts';
import { isOf, type Kind, type Opaque, opaque } from './opaque.ts';

/** What a function of the language does: an arrow function, or an allow-listed function of the library. */
export type FunctionBody = {
  readonly name: string;
  readonly invoke: (run: Run, args: readonly unknown[]) => unknown;
  /** How many levels of depth a call counts for. */
  readonly levels: number;
  /** Its members, such as `isArray` of `Array`. */
  readonly members?: ReadonlyMap<string, unknown>;
  /** What `new` makes; absent: it can't be used with `new`. */
  readonly construct?: (run: Run, args: readonly unknown[]) => unknown;
  /** What `instanceof` says of a value; absent: it can't be used with `instanceof`. */
  readonly isInstance?: (value: unknown) => boolean;
};

/** A function as a value of the language. It is never a JavaScript function itself. */
export type FunctionValue = Opaque<FunctionBody>;

/** How many levels of depth a call of a library function counts for: it takes a few frames of the stack. */
export const LIBRARY_LEVELS = 4;

const FUNCTION_KIND: Kind<FunctionBody> = {
  name: 'function',
  typeOf: 'function',
  get: (_run, body, key) => body.members?.get(key),
  method: () => undefined,
  toPrimitive: (_run, body) => refuse(body),
  toData: (_run, body) => refuse(body),
};

function refuse(body: FunctionBody): never {
  const what = body.name === '' ? 'A function' : `"${body.name}"`;
  throw new ExpressionError('expression.not_data', `${what} is a function, not a value: are parentheses missing?`);
}

/** Makes a function of the language out of what it does. */
export function makeFunction(body: FunctionBody): FunctionValue {
  return opaque(FUNCTION_KIND, body);
}

/** Makes a function of the library. */
export function libraryFunction(name: string, invoke: (run: Run, args: readonly unknown[]) => unknown): FunctionValue {
  return makeFunction({ name, invoke, levels: LIBRARY_LEVELS });
}

/** Whether a value is a function of the language. */
export function isFunction(value: unknown): value is FunctionValue {
  return isOf(FUNCTION_KIND, value);
}

/** Calls a function of the language, one level deeper. */
export function callFunction(run: Run, callee: FunctionValue, args: readonly unknown[]): unknown {
  const { invoke, levels } = callee.value;
  descend(run, levels);
  const result = invoke(run, args);
  run.depth -= levels;
  return result;
}

/** The callback among the arguments of a method; throws `expression.not_a_function` for any other value. */
export function callback(method: string, value: unknown): FunctionValue {
  if (isFunction(value)) return value;
  throw new ExpressionError('expression.not_a_function', `${method}() needs a function.`);
}

/** JavaScript's `instanceof`, for the library functions that support it. */
export function isInstance(value: unknown, type: unknown): boolean {
  const test = isFunction(type) ? type.value.isInstance : undefined;
  if (test !== undefined) return test(value);
  throw new ExpressionError('expression.invalid_argument', '"instanceof" needs a type such as Date on its right side.');
}
