import { z } from 'zod';

type Issue = z.core.$ZodIssue;

/** By the list of unknown keys in an issue: the fields that the object has. The list is the same one all the way. */
const KNOWN = new WeakMap<readonly string[], readonly string[]>();

/** Zod tells no error that an object has a field too many which fields it would take, so that is noted here. */
z.config({
  customError: (issue) => {
    if (issue.code === 'unrecognized_keys' && issue.inst instanceof z.ZodObject) {
      KNOWN.set(issue.keys, Object.keys(issue.inst.shape));
    }
    return undefined;
  },
});

/** The fields that the object of an `unrecognized_keys` issue would take; none if that is not known. */
export function knownFields(issue: Extract<Issue, { code: 'unrecognized_keys' }>): readonly string[] {
  return KNOWN.get(issue.keys) ?? [];
}
