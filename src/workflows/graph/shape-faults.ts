import type { z } from 'zod';
import { type FieldPlace, unknownFieldMessage } from '../../engine/field-homes.ts';
import type { ChoicesTeller } from '../../engine/name-choices.ts';
import type { Fault } from '../../shared/errors.ts';
import { issuePath } from '../../shared/issue-path.ts';
import { knownFields } from '../../shared/known-fields.ts';

type Path = readonly (string | number)[];
type Issue = z.core.$ZodIssue;

/** Where in a graph a schema found something wrong. */
export type ShapePlace = {
  readonly root: Path;
  readonly nodeId?: string | undefined;
  /** The fields that the config of the node has. */
  readonly configFields?: readonly string[];
};

const NODE_PLACES: { readonly [path: string]: FieldPlace } = {
  '': 'node',
  settings: 'settings',
  'settings.retry': 'retry',
};

function fieldPlaceOf([list, , ...rest]: Path): FieldPlace | null {
  if (list === 'settings') return 'workflow_settings';
  return list === 'nodes' ? (NODE_PLACES[rest.join('.')] ?? null) : null;
}

function placesAndMessages(
  issue: Issue,
  { root, configFields = [] }: ShapePlace,
  tell: ChoicesTeller,
): { path: Path; message: string }[] {
  const path = [...root, ...issuePath(issue)];
  if (issue.code !== 'unrecognized_keys') return [{ path, message: issue.message }];
  const place = fieldPlaceOf(path);
  const known = knownFields(issue);
  return issue.keys.map((field) => ({
    path: [...path, field],
    message: unknownFieldMessage({ field, place, known, configFields }, tell),
  }));
}

/** The issues of a schema for a part of the graph, as faults with paths from the graph's root. */
export function shapeFaults(error: z.ZodError, place: ShapePlace, tell: ChoicesTeller): Fault[] {
  const found = error.issues.flatMap((issue) => placesAndMessages(issue, place, tell));
  return found.map(({ path, message }) => ({
    code: 'graph.malformed',
    message,
    path,
    ...(place.nodeId === undefined ? {} : { node_id: place.nodeId }),
  }));
}
