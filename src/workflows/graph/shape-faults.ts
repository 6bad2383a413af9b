import type { z } from 'zod';
import type { Fault } from '../../shared/errors.ts';

type Path = readonly (string | number)[];
type Issue = z.core.$ZodIssue;

function pathOf(issue: Issue): Path {
  return issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
}

function placesAndMessages(issue: Issue): { path: Path; message: string }[] {
  const path = pathOf(issue);
  if (issue.code !== 'unrecognized_keys') return [{ path, message: issue.message }];
  return issue.keys.map((key) => ({ path: [...path, key], message: `There is no field ${key}.` }));
}

/** The issues of a schema for a part of the graph, as faults with paths from the graph's root. */
export function shapeFaults(error: z.ZodError, root: Path, node_id?: string): Fault[] {
  return error.issues.flatMap(placesAndMessages).map(({ path, message }) => ({
    code: 'graph.malformed',
    message,
    path: [...root, ...path],
    ...(node_id === undefined ? {} : { node_id }),
  }));
}
