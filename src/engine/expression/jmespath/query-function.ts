import type { Run } from '../run.ts';
import type { TypeName } from './types.ts';

/** A function of JMESPath: the types that each argument may have, and what it does with arguments of these types. */
export type QueryFunction = {
  readonly takes: readonly (readonly (TypeName | 'any')[])[];
  /** Whether the last argument may be given any number of times. */
  readonly variadic?: boolean;
  readonly call: (run: Run, args: readonly unknown[]) => unknown;
};
