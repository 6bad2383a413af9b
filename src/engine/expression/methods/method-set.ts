import type { Method } from '../values/opaque.ts';
import type { PlainObject } from '../values/plain.ts';

/** The methods of one name on the types that have one. */
export type MethodSet = {
  readonly string: Method<string> | undefined;
  readonly number: Method<number> | undefined;
  readonly boolean: Method<boolean> | undefined;
  readonly array: Method<readonly unknown[]> | undefined;
  readonly object: Method<PlainObject> | undefined;
  readonly nothing: Method<null | undefined> | undefined;
};
