import type { JsonValue } from '../../engine/json.ts';
import { isExact } from '../../numbers/exact-number.ts';

const MAX_SHOWN = 60;

/** A value for an error message: its type and, if it is short, the value itself. */
export function describeValue(value: JsonValue | undefined): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && !isExact(value)) return 'an object';
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  const kind = typeof value === 'string' ? 'the text' : `the ${isExact(value) ? 'number' : typeof value}`;
  return `${kind} ${text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text}`;
}
