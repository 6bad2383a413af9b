import type { z } from 'zod';
import { unknownFieldMessage } from '../engine/field-homes.ts';
import type { JsonValue } from '../engine/json.ts';
import { knownFields } from '../shared/known-fields.ts';
import { describeValue } from './values/describe-value.ts';
import { readPath } from './values/field-path.ts';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** An issue with its path from the root of the config. */
type Placed = { readonly path: Path; readonly issue: Issue };

/** The types that a union takes, those of unions within it too. */
function kindsOf(issue: Issue): string[] {
  if (issue.code === 'invalid_union') return issue.errors.flat().flatMap(kindsOf);
  return issue.code === 'invalid_type' && issue.path.length === 0 ? [issue.expected] : [];
}

/** What was expected; for a union, the types that it takes. */
function expectedBy(issue: Issue): string {
  if (issue.code !== 'invalid_union') return issue.message.replace(/^Invalid input: |, received .*$/g, '');
  const kinds = kindsOf(issue);
  return kinds.length === 0 ? 'expected another value' : `expected ${[...new Set(kinds)].join(' or ')}`;
}

/** Of a union, the issue within the option that was meant, where that can be told: the value has its type, if not its fields. */
function innermost(issue: Issue, base: Path): Placed {
  const path = [...base, ...issue.path];
  if (issue.code !== 'invalid_union') return { path, issue };
  const meant = issue.errors.find((issues) => issues.every(isWithin))?.[0];
  return meant === undefined ? { path, issue } : innermost(meant, path);
}

function isWithin(issue: Issue): boolean {
  return issue.path.length > 0 || issue.code === 'unrecognized_keys';
}

/** Describes a fault of a resolved config: the field, what was expected, and what it got; or the field that there is not. */
export function describeIssue(resolved: JsonValue, found: Issue | undefined): string {
  if (found === undefined) return 'config: expected another value';
  const { path, issue } = innermost(found, []);
  const where = path.length === 0 ? 'config' : path.join('.');
  if (issue.code === 'unrecognized_keys') return `${where}: ${unknownField(issue.keys[0] ?? '', issue, path)}`;
  return `${where}: ${expectedBy(issue)}, got ${describeValue(readPath(resolved, path))}`;
}

/** Describes a field that there is not, at a path from the root of the config. */
export function unknownField(field: string, issue: Extract<Issue, { code: 'unrecognized_keys' }>, path: Path): string {
  const place = path.length === 0 ? 'config' : null;
  return unknownFieldMessage({ field, place, known: knownFields(issue), configFields: [] });
}
