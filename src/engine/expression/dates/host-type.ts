import { burden, type Run, spend } from '../run.ts';
import type { Hint, Primitive } from '../values/opaque.ts';
import { assertFormat } from './assert-format.ts';
import { formatSteps } from './date-steps.ts';
import type { FormatUse } from './format-tokens.ts';

/** A method whose arguments and result are JavaScript values. */
export type HostMethod<T> = (run: Run, self: T, args: readonly unknown[]) => unknown;

/** What expressions may see of a class of Luxon. */
export type HostType<T> = {
  readonly name: string;
  readonly properties: ReadonlyMap<string, (self: T) => unknown>;
  readonly methods: ReadonlyMap<string, HostMethod<T>>;
  toPrimitive(self: T, hint: Hint): Primitive;
};

/** What an operation on a date costs, in steps. */
const DATE_STEPS = 10;

/** The properties of those names. */
export function propertiesOf<T, K extends keyof T & string>(
  names: readonly K[],
): ReadonlyMap<string, (self: T) => unknown> {
  return new Map(names.map((name) => [name, (self: T) => self[name]]));
}

/** The JavaScript methods of those names. They throw for wrong arguments. */
export function methodsOf<T, K extends keyof T & string>(prototype: T, names: readonly K[]): [string, HostMethod<T>][] {
  return names.map((name) => [name, hostMethod(prototype[name])]);
}

/** A method that writes a value in a format. */
export function formattingMethod<T>(method: unknown, use: FormatUse): HostMethod<T> {
  const write = hostMethod<T>(method);
  return (run, self, args) => {
    assertFormat(args[0], use);
    const steps = formatSteps(args[0]);
    spend(run, steps >>> 5);
    burden(run, steps);
    return write(run, self, args);
  };
}

/** One JavaScript method, called on its value. */
export function hostMethod<T>(method: unknown): HostMethod<T> {
  if (typeof method !== 'function') throw new TypeError('Not a method of the host.');
  return (run, self, args) => {
    spend(run, DATE_STEPS);
    return Reflect.apply(method, self, args);
  };
}
