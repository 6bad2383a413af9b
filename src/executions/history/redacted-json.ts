import type { JsonObject, JsonValue } from '../../engine/json.ts';
import type { KeepData } from '../../engine/workflow.ts';
import { isNumeric } from '../../numbers/exact-number.ts';
import { isObject } from '../../shared/json/json.ts';

/** What history keeps in place of data that are not kept. `shape`: only where that is kept. */
export type Redacted = { readonly redacted: 'shape' | 'none'; readonly shape?: JsonValue };

/** What is said in place of a message that is not kept. */
export const MESSAGE_NOT_KEPT = 'What was said of it is not kept: the workflow keeps no data here (keep_data).';

/** How deep a shape goes, and how many fields of an object it names. */
const MAX_DEPTH = 8;
const MAX_FIELDS = 200;

function shapeOfObject(value: { readonly [key: string]: unknown }, depth: number): JsonObject {
  const fields = Object.entries(value).slice(0, MAX_FIELDS);
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map(([key, member]) => [key, shapeAt(member, depth + 1)])),
  };
}

function shapeAt(value: unknown, depth: number): JsonObject {
  if (value === null || value === undefined) return { type: 'null' };
  if (isNumeric(value)) return { type: 'number' };
  if (Array.isArray(value)) {
    const count = { type: 'array', length: value.length };
    return value.length === 0 || depth >= MAX_DEPTH ? count : { ...count, items: shapeAt(value[0], depth + 1) };
  }
  if (isObject(value)) return depth >= MAX_DEPTH ? { type: 'object' } : shapeOfObject(value, depth);
  return { type: typeof value };
}

/** What a value is made of: the types of its fields, how long its lists are, and the shape of the first entry of each. */
function shapeOf(value: JsonValue): JsonObject {
  return shapeAt(value, 0);
}

/** What history keeps of a value. Nothing stays nothing. */
export function keptValue<Value extends JsonValue>(value: Value, keep: KeepData): Value | Redacted {
  if (keep === 'all' || value === null) return value;
  return keep === 'none' ? { redacted: 'none' } : { redacted: 'shape', shape: shapeOf(value) };
}

/** Whether history did not keep the value. No output, list or trigger of ours has a text under this name. */
export function isRedacted(value: JsonValue): boolean {
  return isObject(value) && (value.redacted === 'none' || value.redacted === 'shape');
}
