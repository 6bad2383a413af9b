import { ExpressionError } from '../expression-error.ts';
import { libraryFunction } from './function-value.ts';
import { type Kind, type Opaque, opaque } from './opaque.ts';

/** A collection of functions and constants, such as `Math`. */
export type Namespace = { readonly name: string; readonly members: ReadonlyMap<string, unknown> };

const NAMESPACE_KIND: Kind<Namespace> = {
  name: 'namespace',
  typeOf: 'object',
  get: (_run, namespace, key) => namespace.members.get(key),
  method: () => undefined,
  toPrimitive: (_run, namespace) => `[object ${namespace.name}]`,
  toData: (_run, namespace) => {
    throw new ExpressionError('expression.not_data', `"${namespace.name}" is no value of its own.`);
  },
};

/** Makes a namespace. */
export function makeNamespace(name: string, members: ReadonlyMap<string, unknown>): Opaque<Namespace> {
  return opaque(NAMESPACE_KIND, { name, members });
}

type Invoke = Parameters<typeof libraryFunction>[1];

/** Members made of a table of functions. Each function gets its full name. */
export function functionMembers(owner: string, table: { readonly [name: string]: Invoke }): Map<string, unknown> {
  return new Map(Object.entries(table).map(([name, invoke]) => [name, libraryFunction(`${owner}.${name}`, invoke)]));
}
