import type { z } from 'zod';

/** The fields of a credential at fault, by their names only: `username, password`. Empty if none can be told. */
function fieldsAtFault(error: z.ZodError | undefined): string {
  const names = (error?.issues ?? []).flatMap(({ path }) => (path.length === 0 ? [] : [path.join('.')]));
  return [...new Set(names)].join(', ');
}

/** The same as the end of a sentence that refuses the credential. */
export function becauseOfFields(error: z.ZodError | undefined): string {
  const fields = fieldsAtFault(error);
  return fields === '' ? '' : `: it lacks a usable ${fields}`;
}
