import { z } from 'zod';
import type { JsonObject, JsonValue } from '../../engine/json.ts';
import { isNumeric } from '../../numbers/exact-number.ts';
import { isObject } from '../../shared/json/json.ts';
import { fieldName } from '../fields.ts';
import { NodeError } from '../node-error.ts';
import { describeValue } from '../values/describe-value.ts';
import { isList, readField } from '../values/field-path.ts';
import { editJson } from '../values/json-editor.ts';
import { placeOf } from '../values/with-field.ts';

const fieldSchema = z.strictObject({
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
});

type InputField = z.infer<typeof fieldSchema>;

/** The inputs that a called workflow expects in its items. */
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

function inputInvalid(item: number, field: InputField, got: JsonValue | undefined): NodeError {
  const expected = field.type === 'any' ? 'a value' : field.type;
  const message = `Item ${item}, field ${field.name}: expected ${expected}, got ${describeValue(got)}`;
  return new NodeError('workflow.input_invalid', message, { item });
}

function readInput(json: JsonObject, field: InputField, item: number): JsonValue {
  const value = readField(json, field.name);
  if (value === undefined || value === null) {
    if (field.required) throw inputInvalid(item, field, value);
    return null;
  }
  if (!IS[field.type](value)) throw inputInvalid(item, field, value);
  return value;
}

/** The expected inputs out of an item's JSON. Throws `NodeError` `workflow.input_invalid`. */
export function readInputs({ mode, fields }: TypedInputs, json: JsonObject, item: number): JsonObject {
  if (mode === 'passthrough') return json;
  const inputs = editJson({});
  for (const field of fields) inputs.set(placeOf(json, field.name), readInput(json, field, item));
  return inputs.result();
}
