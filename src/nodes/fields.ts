import { z } from 'zod';
import type { JsonValue } from '../engine/json.ts';

/** Any JSON value. What a resolved config holds is JSON, so presence is all there is to check. */
export function anyJson(): z.ZodType<JsonValue, JsonValue> {
  return z.custom<JsonValue>((value) => value !== undefined, 'A value is required');
}

/** A value that may be one of JSON, or absent, as when its expression came to nothing. */
export function optionalJson(): z.ZodOptional<z.ZodType<JsonValue, JsonValue>> {
  return anyJson().optional();
}

/** The name of a field of an item, with dots for fields of fields. */
export function fieldName(): z.ZodString {
  return z.string().min(1).max(1000);
}

/** The switch that every node has which takes names of fields. */
export function dotNotation(): z.ZodDefault<z.ZodBoolean> {
  return z
    .boolean()
    .default(true)
    .meta({ title: 'Dot notation', description: 'Whether dots in names lead into objects.' });
}

/** Names of fields: a list, or one text with commas between them. */
export function fieldNames(): z.ZodType<string[], string | string[]> {
  const list = z.array(fieldName()).max(1000);
  return z.union([list, z.string().max(100_000).transform(splitNames)]);
}

function splitNames(text: string): string[] {
  const names = text.split(',').map((name) => name.trim());
  return names.filter((name) => name !== '');
}
