import { z } from 'zod';
import { isZoneName } from '../engine/expression/dates/zone-name.ts';
import type { JsonValue } from '../engine/json.ts';
import { doubleOf, isExact } from '../numbers/exact-number.ts';

const MAX_NAMES = 1000;

/** Any JSON value. What a resolved config holds is JSON, so presence is all there is to check. */
export function anyJson(): z.ZodType<JsonValue, JsonValue> {
  return z.custom<JsonValue>((value) => value !== undefined, 'A value is required');
}

/** A JSON value that may be absent, as when its expression is undefined. */
export function optionalJson(): z.ZodOptional<z.ZodType<JsonValue, JsonValue>> {
  return anyJson().optional();
}

/** A number as a setting: one that was written with more digits than a double has is the double that it is. */
export function decimal<Schema extends z.ZodType<number, number>>(schema: Schema): z.ZodPreprocess<Schema> {
  return z.preprocess((value) => (isExact(value) ? (doubleOf(value) ?? value) : value), schema);
}

/** The name of a field of an item, with dots for nested fields. */
export function fieldName(): z.ZodString {
  return z.string().min(1).max(1000);
}

/** The dot notation switch of all nodes that take field names. */
export function dotNotation(): z.ZodDefault<z.ZodBoolean> {
  return z
    .boolean()
    .default(true)
    .meta({ title: 'Dot notation', description: 'Whether dots in names lead into objects.' });
}

/** Names of fields, 1,000 at the most: a list, or one text with commas between them. */
export function fieldNames(): z.ZodType<string[], string | string[]> {
  const list = z.array(fieldName()).max(MAX_NAMES);
  return z.union([list, z.string().max(100_000).transform(splitNames).pipe(z.array(z.string()).max(MAX_NAMES))]);
}

function splitNames(text: string): string[] {
  const names = text.split(',').map((name) => name.trim());
  return names.filter((name) => name !== '');
}

/** The field that tells the variants of a config apart, with a description of this one. */
export function operation<Name extends string>(name: Name, description: string): z.ZodLiteral<Name> {
  return z.literal(name).meta({ title: 'Operation', description });
}

/** The field for the result. */
export function outputField(name: string, description = 'The field that takes the result.'): z.ZodDefault<z.ZodString> {
  return fieldName().default(name).meta({ title: 'Output field', description });
}

/** Whether the result is added to the fields of the item, or replaces them. */
export function keepFields(byDefault: boolean): z.ZodDefault<z.ZodBoolean> {
  return z
    .boolean()
    .default(byDefault)
    .meta({ title: 'Keep fields', description: 'Whether the fields that came in are kept.' });
}

/** The fields that become columns. */
export function columns(): z.ZodDefault<ReturnType<typeof fieldNames>> {
  return fieldNames().default([]).meta({
    title: 'Columns',
    description: 'The fields in order, with dots for fields of fields. Default: all there are.',
  });
}

/** How many items are worked on at the same time; for `eachItemAsync`. */
export function concurrency(): z.ZodDefault<z.ZodNumber> {
  return z
    .number()
    .int()
    .min(1)
    .max(20)
    .default(1)
    .meta({ title: 'At once', description: 'How many items are worked on at the same time.' });
}

/** A time zone; default: that of the workflow. */
export function timezone(): z.ZodOptional<z.ZodString> {
  return z
    .string()
    .refine((name) => isZoneName(name), 'This is not the name of a time zone')
    .optional()
    .meta({ title: 'Time zone', description: "An IANA name such as Europe/Berlin. Default: the workflow's." });
}
