import { z } from 'zod';
import type { Item } from '../../engine/item.ts';
import type { JsonObject, JsonValue } from '../../engine/json.ts';
import { isObject } from '../../shared/json/json.ts';
import { badJson } from '../bad-json.ts';
import { completed, defineNode } from '../define-node.ts';
import { anyJson, dotNotation, fieldName, fieldNames, optionalJson } from '../fields.ts';
import { eachItem, type MadeItem } from '../items.ts';
import { notJsonObject } from '../json-literals.ts';
import { faultAt, literalText } from '../literals.ts';
import type { NodeRun } from '../node-run.ts';
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

/** The item whose fields are set. */
type At = { readonly run: NodeRun<Config>; readonly index: number; readonly config: Config };

function convert({ name, type, value = null }: Assignment, place: number, { run, index, config }: At): JsonValue {
  if (type === 'any') return value;
  const converted = convertValue(value, type);
  if (converted.ok) return converted.value;
  if (config.ignore_conversion_errors) return value;
  const bad = { code: 'set.wrong_type', field: name, expected: EXPECTED[type], got: value };
  if (type === 'array' || type === 'object') throw badJson(run, index, { ...bad, path: ['fields', place, 'value'] });
  throw wrongValue(bad.code, name, bad);
}

function jsonOf({ run, index, config: { json } }: At): JsonObject {
  const value = typeof json === 'string' ? parseJson(json) : json;
  if (!isObject(value)) {
    throw badJson(run, index, { code: 'set.not_an_object', path: ['json'], expected: 'a JSON object', got: json });
  }
  for (const name of Object.keys(value)) parseFieldPath(name, false);
  return value;
}

function assign(kept: JsonObject, at: At): JsonObject {
  const { config, run } = at;
  if (config.mode === 'json') return { ...kept, ...jsonOf(at) };
  const editor = editJson(kept);
  for (const [place, field] of config.fields.entries()) {
    const path = parseFieldPath(field.name, config.dot_notation);
    run.work.spend(pathSteps(path));
    editor.set(path, convert(field, place, at));
  }
  return editor.result();
}

function edit(item: Item, at: At): MadeItem {
  const { config } = at;
  const json = assign(KEPT[config.include](item.json, config), at);
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
  literalFaults: ({ mode, json }) => faultAt(['json'], mode === 'json' ? notJsonObject(literalText(json)) : null),
  inputs: ['main'],
  outputs: ['main'],
  effect: 'none',
  execute: (run) => completed(eachItem(run, (item, config, index) => edit(item, { run, index, config }))),
});
