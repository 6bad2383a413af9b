import { z } from 'zod';
import type { JsonObject, JsonValue } from '../../engine/json.ts';
import { isNumeric } from '../../numbers/exact-number.ts';
import { isObject } from '../../shared/json/json.ts';
import { fieldName, optionalJson } from '../fields.ts';
import { NodeError } from '../node-error.ts';
import { describeValue } from '../values/describe-value.ts';
import { isList, readField } from '../values/field-path.ts';
import { editJson } from '../values/json-editor.ts';
import { placeOf } from '../values/with-field.ts';

/** How long the default of a field may be: as JSON, in UTF-16 units. */
const MAX_DEFAULT = 10_000;

const plainFieldSchema = z.strictObject({
  name: fieldName().meta({
    title: 'Name',
    description: 'The field of the items, with dots for fields of fields: customer.name.',
  }),
  type: z
    .enum(['string', 'number', 'boolean', 'array', 'object', 'any'])
    .default('any')
    .meta({ title: 'Type', description: 'What the value must be; nothing is converted.' }),
  required: z
    .boolean()
    .default(false)
    .meta({ title: 'Required', description: 'Whether the field must be there. One that need not be is null then.' }),
  default: optionalJson().meta({
    title: 'Default',
    description: 'The value of a field that is missing or null. A field that has one is never missing.',
  }),
  description: z
    .string()
    .max(1000)
    .optional()
    .meta({ title: 'Description', description: 'What the field is for, for those who fill it in.' }),
});

const fieldSchema = plainFieldSchema.superRefine((field, context) => {
  const fault = defaultFault(field);
  if (fault !== null) context.addIssue({ code: 'custom', path: ['default'], message: fault });
});

/** A field that a workflow expects in its items. */
export type InputField = z.infer<typeof plainFieldSchema>;

/** The inputs that a workflow expects in its items. */
export const typedInputsSchema = z.strictObject({
  mode: z
    .enum(['passthrough', 'fields'])
    .default('passthrough')
    .meta({ title: 'Mode', description: 'Takes items as they come, or these fields alone, each of its type.' }),
  fields: z
    .array(fieldSchema)
    .max(200)
    .default([])
    .meta({ title: 'Fields', description: 'In fields mode: what the items are made of.' }),
});

/** {@link typedInputsSchema}, parsed. */
export type TypedInputs = z.infer<typeof typedInputsSchema>;

const IS: { readonly [type in InputField['type']]: (value: JsonValue) => boolean } = {
  string: (value) => typeof value === 'string',
  number: isNumeric,
  boolean: (value) => typeof value === 'boolean',
  array: isList,
  object: isObject,
  any: () => true,
};

function defaultFault({ type, default: value }: InputField): string | null {
  if (value === undefined || value === null) return null;
  if (!IS[type](value)) return `The default is no ${type}`;
  const { length } = JSON.stringify(value);
  return length > MAX_DEFAULT ? `A default may have ${MAX_DEFAULT} characters of JSON` : null;
}

/** The value of a field, its default if it has none; or what is there instead of what the field wants. */
export type FieldReading =
  | { readonly type: 'value'; readonly value: JsonValue }
  | { readonly type: 'missing' | 'wrong'; readonly message: string };

function refusal(type: 'missing' | 'wrong', field: InputField, got: JsonValue | undefined): FieldReading {
  const expected = field.type === 'any' ? 'a value' : field.type;
  return { type, message: `expected ${expected}, got ${describeValue(got)}` };
}

/** What a field of an item holds: see {@link FieldReading}. */
export function readInput(json: JsonObject, field: InputField): FieldReading {
  const value = readField(json, field.name);
  if (value !== undefined && value !== null) {
    return IS[field.type](value) ? { type: 'value', value } : refusal('wrong', field, value);
  }
  if (field.default !== undefined) return { type: 'value', value: field.default };
  return field.required ? refusal('missing', field, value) : { type: 'value', value: null };
}

/** The expected inputs out of an item's JSON, defaults filled in. Throws `NodeError` `workflow.input_invalid`. */
export function readInputs({ mode, fields }: TypedInputs, json: JsonObject, item: number): JsonObject {
  if (mode === 'passthrough') return json;
  const inputs = editJson({});
  for (const field of fields) {
    const reading = readInput(json, field);
    if (reading.type !== 'value') {
      const message = `Item ${item}, field ${field.name}: ${reading.message}`;
      throw new NodeError('workflow.input_invalid', message, { item });
    }
    inputs.set(placeOf(json, field.name), reading.value);
  }
  return inputs.result();
}
