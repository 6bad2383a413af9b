import type { ValidationTargets } from 'hono';
import type { ZodError } from 'zod';
import { type FieldPlace, unknownFieldMessage } from '../engine/field-homes.ts';
import { AppError, type Fault } from '../shared/errors.ts';
import { issuePath } from '../shared/issue-path.ts';
import { knownFields } from '../shared/known-fields.ts';

type Issue = ZodError['issues'][number];

type Place = NonNullable<Fault['in']>;

const PLACES: { readonly [target in keyof ValidationTargets]: Place } = {
  json: 'body',
  form: 'body',
  query: 'query',
  param: 'path',
  header: 'header',
  cookie: 'header',
};

const CODES: { readonly [code: string]: string } = {
  invalid_type: 'input.wrong_type',
  too_big: 'input.too_big',
  too_small: 'input.too_small',
  invalid_format: 'input.wrong_format',
  invalid_value: 'input.not_allowed',
  invalid_union: 'input.no_match',
  not_multiple_of: 'input.not_a_multiple',
};

/** The part of the request that a validator looked at, by Hono's name for it. */
export function placeOf(target: keyof ValidationTargets): Place {
  return PLACES[target];
}

/** The most faults that one answer lists: a body may hold a million unknown fields. */
const MAX_FAULTS = 100;

/** The 400 for input that a schema refuses: `input.invalid`, with a fault for each thing that is wrong, up to 100. */
export function invalidInput(error: ZodError, place: Place): AppError {
  const found = error.issues.slice(0, MAX_FAULTS).flatMap(faultsOfIssue).slice(0, MAX_FAULTS);
  const faults = found.map((fault) => ({ ...fault, in: place }));
  return new AppError('input.invalid', 400, `The request is not valid.${cutNote(error)}`, { faults, cause: error });
}

function cutNote({ issues }: ZodError): string {
  let count = 0;
  for (const issue of issues) count += issue.code === 'unrecognized_keys' ? issue.keys.length : 1;
  return count > MAX_FAULTS ? ` It has ${count} faults, of which the first ${MAX_FAULTS} are told.` : '';
}

function faultsOfIssue(issue: Issue): Fault[] {
  const path = issuePath(issue);
  if (issue.code === 'unrecognized_keys') {
    const known = knownFields(issue);
    return issue.keys.slice(0, MAX_FAULTS).map((field) => ({
      code: 'input.unknown_field',
      message: unknownFieldMessage({ field, place: placeIn(known), known, configFields: [] }),
      path: [...path, field],
    }));
  }
  return [{ code: codeOf(issue), message: issue.message, path }];
}

/** The body that holds a graph is beside the nodes and the settings of the workflow, whose fields may be meant. */
function placeIn(known: readonly string[]): FieldPlace | null {
  return known.includes('nodes') && known.includes('settings') ? 'workflow' : null;
}

/** A schema may name its own code: `{ params: { code: 'feature.reason' } }` on a refinement. */
function codeOf(issue: Issue): string {
  const own = issue.code === 'custom' ? issue.params?.code : undefined;
  return typeof own === 'string' ? own : (CODES[issue.code] ?? 'input.invalid');
}
