import { z } from 'zod';
import type { Item } from '../../engine/item.ts';
import type { JsonObject, JsonValue } from '../../engine/json.ts';
import type { WorkMeter } from '../../engine/work-meter.ts';
import { isObject } from '../../shared/json.ts';
import { completed, defineNode } from '../define-node.ts';
import { anyJson, dotNotation, fieldName, fieldNames, optionalJson } from '../fields.ts';
import { eachItem, type MadeItem } from '../items.ts';
import { convertValue, parseJson } from '../values/convert.ts';
import { parseFieldPath } from '../values/field-path.ts';
import { editJson, pathSteps } from '../values/json-editor.ts';
import { omitFields, pickFields } from '../values/pick-fields.ts';
import { wrongValue } from '../values/wrong-value.ts';

const assignmentSchema = z.strictObject({
  name: fieldName().meta({ title: 'Name', description: 'The field, with dots for fields of fields: customer.name.' }),
  type: z
    .enum(['string', 'number', 'boolean', 'array', 'object', 'any'])
    .default('string')
    .meta({ title: 'Type', description: 'What the value is turned into; any leaves it as it is.' }),
  value: optionalJson().meta({ title: 'Value', description: 'The value; nothing gives null.' }),
});

type Assignment = z.infer<typeof assignmentSchema>;

const configSchema = z.strictObject({
  mode: z
    .enum(['fields', 'json'])
    .default('fields')
    .meta({ title: 'Mode', description: 'Field by field, or all at once as a JSON object.' }),
  fields: z
    .array(assignmentSchema)
    .max(500)
    .default([])
    .meta({ title: 'Fields', description: 'The fields to set, in their order.' }),
  json: z
    .union([z.record(z.string(), anyJson()), z.string()])
    .default({})
    .meta({ title: 'JSON', description: 'In JSON mode: an object, or a text that is one.' }),
  include: z
    .enum(['none', 'all', 'selected', 'except'])
    .default('none')
    .meta({ title: 'Other fields', description: 'Which of the fields that came in are kept.' }),
  include_fields: fieldNames()
    .default([])
    .meta({ title: 'Named fields', description: 'The fields that are kept (selected) or dropped (except).' }),
  dot_notation: dotNotation(),
  ignore_conversion_errors: z.boolean().default(false).meta({
    title: 'Ignore wrong types',
    description: 'Keeps a value as it is when it cannot be turned into its type.',
  }),
  include_binary: z
    .boolean()
    .default(true)
    .meta({ title: 'Keep files', description: "Whether the item's files are kept." }),
});

type Config = z.infer<typeof configSchema>;

const KEPT: { readonly [include in Config['include']]: (json: JsonObject, config: Config) => JsonObject } = {
  none: () => ({}),
  all: (json) => json,
  selected: (json, config) => pickFields(json, config.include_fields, config.dot_notation),
  except: (json, config) => omitFields(json, config.include_fields, config.dot_notation),
};

/** The types as messages name them. */
const EXPECTED: { readonly [type in Exclude<Assignment['type'], 'any'>]: string } = {
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
};

function convert({ name, type, value = null }: Assignment, config: Config): JsonValue {
  if (type === 'any') return value;
  const converted = convertValue(value, type);
  if (converted.ok) return converted.value;
  if (config.ignore_conversion_errors) return value;
  throw wrongValue('set.wrong_type', name, { expected: EXPECTED[type], got: value });
}

function jsonOf(config: Config): JsonObject {
  const value = typeof config.json === 'string' ? parseJson(config.json) : config.json;
  if (!isObject(value)) {
    throw wrongValue('set.not_an_object', 'json', { expected: 'a JSON object', got: config.json });
  }
  for (const name of Object.keys(value)) parseFieldPath(name, false);
  return value;
}

function assign(kept: JsonObject, config: Config, work: WorkMeter): JsonObject {
  if (config.mode === 'json') return { ...kept, ...jsonOf(config) };
  const editor = editJson(kept);
  for (const field of config.fields) {
    const path = parseFieldPath(field.name, config.dot_notation);
    work.spend(pathSteps(path));
    editor.set(path, convert(field, config));
  }
  return editor.result();
}

function edit(item: Item, config: Config, work: WorkMeter): MadeItem {
  const json = assign(KEPT[config.include](item.json, config), config, work);
  return config.include_binary && item.binary !== undefined ? { json, binary: item.binary } : { json };
}

export const setAction = defineNode({
  type: 'action.set',
  kind: 'action',
  metadata: {
    name: 'Set fields',
    description: 'Makes a new item of each: sets fields by type or as JSON, and keeps or drops the others.',
    group: 'actions',
    example: { fields: [{ name: 'customer.name', type: 'string', value: '{{ $json.first }} {{ $json.last }}' }] },
  },
  config: configSchema,
  inputs: ['main'],
  outputs: ['main'],
  effect: 'none',
  execute: (run) => completed(eachItem(run, (item, config) => edit(item, config, run.work))),
});
