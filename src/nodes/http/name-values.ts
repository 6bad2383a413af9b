import { z } from 'zod';
import type { JsonValue } from '../../engine/json.ts';
import { type ExactNumber, isExact } from '../../numbers/exact-number.ts';

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null(), z.custom<ExactNumber>(isExact)]);

const pairSchema = z.strictObject({
  name: z.string().min(1).max(1000).meta({ title: 'Name', description: 'The name.' }),
  value: scalar.optional().meta({ title: 'Value', description: 'The value; nothing leaves the name out.' }),
});

/**
 * Names with values: an object, in which a list as a value repeats the name, or a list of pairs, which keeps order and
 * repetitions.
 */
export const nameValuesSchema = z.union([
  z.record(z.string(), z.union([scalar, z.array(scalar).max(1000)])),
  z.array(pairSchema).max(1000),
]);

export type NameValues = z.infer<typeof nameValuesSchema>;

/** A name with its values; several if they were given as a list. */
export type NamedValue = { readonly name: string; readonly value: string | readonly string[] };

/** The names with their values as texts, without those that are `null` or missing. */
export function readNameValues(values: NameValues): NamedValue[] {
  const pairs = Array.isArray(values)
    ? values.map((pair) => [pair.name, pair.value ?? null] as const)
    : Object.entries(values);
  return pairs.filter(([, value]) => value !== null).map(([name, value]) => ({ name, value: toText(value) }));
}

function toText(value: JsonValue): string | readonly string[] {
  return Array.isArray(value) ? value.filter((one) => one !== null).map(String) : String(value);
}

/**
 * The values as headers: each name once, in lower case, with all of its values in their order, joined as HTTP joins lines of the
 * same name (RFC 9110 §5.3), or cookies (RFC 6265 §5.4).
 */
export function readHeaders(values: NameValues): Map<string, string> {
  const headers = new Map<string, string>();
  for (const { name, value } of readNameValues(values)) {
    const key = name.toLowerCase();
    const before = headers.get(key);
    const lines = before === undefined ? [value].flat() : [before, value].flat();
    headers.set(key, lines.join(key === 'cookie' ? '; ' : ', '));
  }
  return headers;
}
