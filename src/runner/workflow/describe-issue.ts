import type { z } from 'zod';
import type { JsonValue } from '../../engine/json.ts';
import { describeValue } from '../../nodes/values/describe-value.ts';
import { isList } from '../../nodes/values/field-path.ts';
import { isObject } from '../../shared/json.ts';

type Issue = z.core.$ZodIssue;

function childOf(value: JsonValue | undefined, key: PropertyKey): JsonValue | undefined {
  if (isList(value)) return value[Number(key)];
  return isObject(value) && Object.hasOwn(value, key) ? value[String(key)] : undefined;
}

/** What was expected; for a union, the types that it takes. */
function expectedBy(issue: Issue | undefined): string {
  if (issue?.code !== 'invalid_union') {
    return (issue?.message ?? 'expected another value').replace(/^Invalid input: |, received .*$/g, '');
  }
  const kinds = issue.errors.flat().flatMap((one) => (one.code === 'invalid_type' ? [one.expected] : []));
  return kinds.length === 0 ? 'expected another value' : `expected ${[...new Set(kinds)].join(' or ')}`;
}

/** Describes a fault of a resolved config: the field, what was expected, and what it got. */
export function describeIssue(resolved: JsonValue, issue: Issue | undefined): string {
  const path = issue?.path ?? [];
  const got = path.reduce<JsonValue | undefined>(childOf, resolved);
  return `${path.length === 0 ? 'config' : path.join('.')}: ${expectedBy(issue)}, got ${describeValue(got)}`;
}
