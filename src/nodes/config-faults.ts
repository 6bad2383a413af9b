import type { z } from 'zod';
import type { ConfigFault } from '../engine/catalog.ts';
import { hasExpression } from '../engine/expression/compile-config.ts';
import { findFaults } from '../engine/expression/find-faults.ts';
import type { JsonObject, JsonValue } from '../engine/json.ts';
import { isObject } from '../shared/json/json.ts';
import type { NodeDefinition } from './define-node.ts';
import { unknownField } from './describe-issue.ts';
import { childOf, isList, readPath } from './values/field-path.ts';
import { splitVerbatim } from './verbatim.ts';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

const MAX_FAULTS = 100;

/**
 * The faults of a raw config that can be found before it runs. A text with an expression may become any value, so what the
 * schema says about it does not count. In a trigger, which runs before there are data, an expression is a fault itself.
 */
export function configFaults(definition: NodeDefinition<unknown>, raw: JsonObject): ConfigFault[] {
  const { resolved } = splitVerbatim(definition, raw);
  const schemaFaults = schemaFaultsOf(definition.config, raw, resolved);
  const expressionFaults = definition.kind === 'trigger' ? forbiddenExpressions(resolved, []) : syntaxFaults(resolved);
  const literalFaults = definition.literalFaults?.(resolved) ?? [];
  return [...schemaFaults, ...literalFaults, ...expressionFaults].slice(0, MAX_FAULTS);
}

function schemaFaultsOf(schema: z.ZodType, raw: JsonObject, resolved: JsonObject): ConfigFault[] {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return [];
  return remainingIssues(parsed.error.issues, resolved, []).map(({ path, message }) => ({
    path: jsonPath(path),
    message,
  }));
}

/** The issues that do not concern an expression, with their paths from the root of the config. */
function remainingIssues(issues: readonly Issue[], raw: JsonObject, base: Path): { path: Path; message: string }[] {
  return issues.flatMap((issue) => {
    const path = [...base, ...issue.path];
    if (endsInExpression(raw, path)) return [];
    if (issue.code === 'invalid_union') return remainingOfUnion(issue, raw, path);
    if (issue.code === 'unrecognized_keys') return unknownFields(issue, path);
    if (issue.code === 'custom' && hasExpression(readPath(raw, path) ?? null)) return [];
    return [{ path, message: issue.message }];
  });
}

function unknownFields(
  issue: Extract<Issue, { code: 'unrecognized_keys' }>,
  path: Path,
): { path: Path; message: string }[] {
  return issue.keys.slice(0, MAX_FAULTS).map((field) => ({
    path: [...path, field],
    message: unknownField(field, issue, path),
  }));
}

/** A union has no fault if one of its options has none, apart from expressions. */
function remainingOfUnion(
  issue: Extract<Issue, { code: 'invalid_union' }>,
  raw: JsonObject,
  path: Path,
): { path: Path; message: string }[] {
  const options = issue.errors.map((issues) => remainingIssues(issues, raw, path));
  if (options.some((remaining) => remaining.length === 0)) return [];
  const deepest = options.filter((remaining) => remaining.every((one) => one.path.length > path.length));
  return deepest[0] ?? [{ path, message: issue.message }];
}

/** Whether there is an expression at the path or above it. */
function endsInExpression(raw: JsonObject, path: Path): boolean {
  let value: JsonValue | undefined = raw;
  for (const key of path) {
    value = childOf(value, key);
    if (typeof value === 'string') return hasExpression(value);
  }
  return false;
}

function syntaxFaults(raw: JsonObject): ConfigFault[] {
  return findFaults(raw).map(({ path, message, column }) => ({ path, message: `${message} (column ${column})` }));
}

function forbiddenExpressions(value: JsonValue, path: readonly (string | number)[]): ConfigFault[] {
  if (typeof value === 'string') {
    return hasExpression(value) ? [{ path, message: 'A trigger cannot have expressions' }] : [];
  }
  if (isList(value)) return value.flatMap((one, index) => forbiddenExpressions(one, [...path, index]));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, one]) => forbiddenExpressions(one, [...path, name]));
}

function jsonPath(path: Path): (string | number)[] {
  return path.map((key) => (typeof key === 'number' ? key : String(key)));
}
