import { produce, type Run, scan } from '../run.ts';
import { toPrimitives } from '../values/convert.ts';
import type { Method } from '../values/opaque.ts';

/** What a call gives when there is no such method. Never a value of the language. */
export const NO_METHOD: unique symbol = Symbol('no method');

/** The methods of a type, by name. */
export type MethodTable<T> = { readonly [name: string]: Method<T> };

/** Methods by name, in a form that has no names but its own. */
export type MethodMap<T> = ReadonlyMap<string, Method<T>>;

/** Tables as one map. Methods that every object of the host has as well, such as `toString`, come as pairs. */
export function methodMap<T>(
  tables: readonly MethodTable<T>[],
  pairs: readonly (readonly [string, Method<T>])[] = [],
): MethodMap<T> {
  return new Map([...tables.flatMap((table) => Object.entries(table)), ...pairs]);
}

type HostMethod = (...args: never[]) => unknown;

/**
 * Methods of the host's own type that neither change the value nor call back. They get primitives only, so nothing
 * of the data is called. `charge` takes their price before they run.
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

/** The price of a look at a text. */
export function chargeScan(run: Run, text: string): void {
  scan(run, text);
}

/** The price of a text of the same length, or a little more. */
export function chargeCopy(run: Run, text: string): void {
  scan(run, text);
  produce(run, text.length);
}
