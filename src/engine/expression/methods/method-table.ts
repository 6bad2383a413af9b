import { produce, type Run, scan } from '../run.ts';
import { toPrimitives } from '../values/convert.ts';
import type { Method } from '../values/opaque.ts';

/** The result of calling a method that does not exist. Never a value of the language. */
export const NO_METHOD: unique symbol = Symbol('no method');

/** The methods of a type, by name. */
export type MethodTable<T> = { readonly [name: string]: Method<T> };

/** Methods by name, as a map, since an object would also have inherited names. */
export type MethodMap<T> = ReadonlyMap<string, Method<T>>;

/** Joins tables into one map. Methods that every JavaScript object has, such as `toString`, are given as pairs. */
export function methodMap<T>(
  tables: readonly MethodTable<T>[],
  pairs: readonly (readonly [string, Method<T>])[] = [],
): MethodMap<T> {
  return new Map([...tables.flatMap((table) => Object.entries(table)), ...pairs]);
}

type HostMethod = (...args: never[]) => unknown;

/**
 * Methods of the JavaScript type itself that neither change the value nor take callbacks. They get only primitives, so that
 * they call nothing in the data. `charge` makes the evaluation pay before they run.
 */
export function hostMethods<T>(
  methods: { readonly [name: string]: HostMethod },
  charge: (run: Run, self: T) => void,
): MethodTable<T> {
  const table: Record<string, Method<T>> = {};
  for (const [name, method] of Object.entries(methods)) {
    table[name] = (run, self, args) => {
      charge(run, self);
      return Reflect.apply(method, self, toPrimitives(run, args, 'default'));
    };
  }
  return table;
}

/** What reading a text costs. */
export function chargeScan(run: Run, text: string): void {
  scan(run, text);
}

/** What a new text of about the same length costs. */
export function chargeCopy(run: Run, text: string): void {
  scan(run, text);
  produce(run, text.length);
}
