import { unfit } from '../extensions/arguments.ts';
import type { Run } from '../run.ts';
import { COLLECTION_FUNCTIONS } from './collection-functions.ts';
import type { QueryFunction } from './query-function.ts';
import { SCALAR_FUNCTIONS } from './scalar-functions.ts';
import { typeName } from './types.ts';

const FUNCTIONS: ReadonlyMap<string, QueryFunction> = new Map([
  ...Object.entries(COLLECTION_FUNCTIONS),
  ...Object.entries(SCALAR_FUNCTIONS),
]);

/** Calls a function of JMESPath; throws `expression.invalid_argument` for an unknown one and for arguments that do not fit. */
export function callQueryFunction(run: Run, name: string, args: readonly unknown[]): unknown {
  const known = FUNCTIONS.get(name);
  if (known === undefined) throw unfit('$jmespath', `there is no function "${name}".`);
  checkArguments(name, known, args);
  return known.call(run, args);
}

function checkArguments(name: string, { takes, variadic = false }: QueryFunction, args: readonly unknown[]): void {
  if (args.length < takes.length || (args.length > takes.length && !variadic)) {
    throw unfit('$jmespath', `${name}() takes ${takes.length} arguments, and was given ${args.length}.`);
  }
  for (const [index, argument] of args.entries()) {
    const types = takes[index] ?? takes.at(-1) ?? [];
    const type = typeName(argument);
    if (types.includes(type) || (types.includes('any') && type !== 'expression')) continue;
    throw unfit('$jmespath', `${name}() takes ${types.join(' or ')} as argument ${index + 1}, and was given ${type}.`);
  }
}
