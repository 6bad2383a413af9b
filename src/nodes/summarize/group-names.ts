import type { JsonValue } from '../../engine/json.ts';

/**
 * The names of groups that stand beside each other in one object, by their different values: a text as it is, other values as
 * JSON, a missing one as `undefined`. A text that would be named like another value is in quotes, as JSON has it.
 */
export function groupNames(values: readonly (JsonValue | undefined)[]): string[] {
  const others = new Set(values.flatMap((value) => (typeof value === 'string' ? [] : [nameOf(value)])));
  const inQuotes = values.some((value) => typeof value === 'string' && others.has(value));
  return values.map((value) => {
    if (typeof value !== 'string') return nameOf(value);
    return others.has(value) || (inQuotes && value.startsWith('"')) ? JSON.stringify(value) : value;
  });
}

function nameOf(value: JsonValue | undefined): string {
  return value === undefined ? 'undefined' : JSON.stringify(value);
}
