import { z } from 'zod';
import { type BinaryData, type Item, isStored } from '../../engine/item.ts';
import type { JsonObject, JsonValue } from '../../engine/json.ts';
import { completed, defineNode } from '../define-node.ts';
import { dotNotation, fieldName, fieldNames } from '../fields.ts';
import { isList, parseFieldPath, readField, setPath } from '../values/field-path.ts';
import { keyText } from '../values/key-text.ts';
import { omitFields, pickFields } from '../values/pick-fields.ts';
import { uniqueNames } from '../values/unique-names.ts';

const includeBinary = z.boolean().default(false).meta({
  title: 'Keep files',
  description: 'Whether the one item gets the files of all; a name that is taken gets a number.',
});

const uniqueBinary = z.boolean().default(false).meta({
  title: 'Same files once',
  description: 'Leaves out a file that is the same as one before: its kind, its name and what it holds.',
});

const fieldsMode = z
  .strictObject({
    mode: z.literal('fields').meta({ title: 'Mode', description: 'The values of each field become a list.' }),
    fields: z
      .array(
        z.strictObject({
          field: fieldName().meta({ title: 'Field', description: 'The field whose values are collected.' }),
          output: fieldName()
            .optional()
            .meta({ title: 'New name', description: 'What the list is called. Default: the last part of the name.' }),
        }),
      )
      .min(1)
      .max(200)
      .meta({ title: 'Fields', description: 'The fields that are collected.' }),
    merge_lists: z
      .boolean()
      .default(false)
      .meta({ title: 'Merge lists', description: 'Whether values that are lists become one flat list.' }),
    keep_missing: z
      .boolean()
      .default(false)
      .meta({ title: 'Keep missing', description: 'Whether an item without the field gives null in the list.' }),
    dot_notation: dotNotation(),
    include_binary: includeBinary,
    unique_binary: uniqueBinary,
  })
  .meta({ title: 'Fields' });

const allMode = z
  .strictObject({
    mode: z.literal('all').meta({ title: 'Mode', description: 'The items as they are become one list.' }),
    output: fieldName()
      .default('data')
      .meta({ title: 'Field', description: 'The field that takes the list of items.' }),
    include: z
      .enum(['all', 'selected', 'except'])
      .default('all')
      .meta({ title: 'Fields of the items', description: 'All, the named ones only, or all but those.' }),
    include_fields: fieldNames()
      .default([])
      .meta({ title: 'Named fields', description: 'The fields that are kept (selected) or dropped (except).' }),
    dot_notation: dotNotation(),
    include_binary: includeBinary,
    unique_binary: uniqueBinary,
  })
  .meta({ title: 'All data' });

const configSchema = z.discriminatedUnion('mode', [fieldsMode, allMode]);

type Config = z.infer<typeof configSchema>;

function collect(items: readonly Item[], config: Extract<Config, { mode: 'fields' }>): JsonObject {
  return config.fields.reduce<JsonObject>((json, { field, output }) => {
    const values = items.map((item) => readField(item.json, field, config.dot_notation));
    const present = values.filter((value) => value !== undefined && value !== null);
    const kept = config.keep_missing ? values.map((value) => value ?? null) : present;
    const list: readonly JsonValue[] = kept.flatMap((value) =>
      config.merge_lists && isList(value) ? value : [value ?? null],
    );
    return setPath(json, outputPath(field, output, config.dot_notation), list);
  }, {});
}

function outputPath(field: string, output: string | undefined, dots: boolean): readonly (string | number)[] {
  if (output !== undefined) return parseFieldPath(output, dots);
  return [String(parseFieldPath(field, dots).at(-1) ?? field)];
}

/** How many fields are read of each item. */
function namesIn(config: Config): number {
  return config.mode === 'fields' ? config.fields.length : config.include_fields.length;
}

const KEPT: {
  readonly [include in Extract<Config, { mode: 'all' }>['include']]: typeof pickFields;
} = { all: (json) => json, selected: pickFields, except: omitFields };

function collectAll(items: readonly Item[], config: Extract<Config, { mode: 'all' }>): JsonObject {
  const keep = KEPT[config.include];
  const list = items.map((item) => keep(item.json, config.include_fields, config.dot_notation));
  return setPath({}, parseFieldPath(config.output, config.dot_notation), list);
}

function filesOf(items: readonly Item[], unique: boolean): { [name: string]: BinaryData } {
  const all = items.flatMap((item) => Object.entries(item.binary ?? {}));
  const kept = unique ? withoutRepeated(all) : all;
  const freeName = uniqueNames();
  return Object.fromEntries(kept.map(([name, file]) => [freeName(name), file]));
}

function withoutRepeated(files: readonly [string, BinaryData][]): readonly [string, BinaryData][] {
  const seen = new Set<string>();
  return files.filter(([, file]) => {
    const known = keyText(`${file.mime_type}\n${file.file_name ?? ''}\n${isStored(file) ? file.file_id : file.data}`);
    return !seen.has(known) && seen.add(known);
  });
}

export const aggregateAction = defineNode({
  type: 'action.aggregate',
  kind: 'action',
  metadata: {
    name: 'Aggregate',
    description:
      'Makes one item of all: with a list of the values of each field, or with a list of the items themselves.',
    group: 'actions',
    example: { mode: 'fields', fields: [{ field: 'customer.email', output: 'emails' }] },
  },
  config: configSchema,
  inputs: ['main'],
  outputs: ['main'],
  effect: 'none',
  execute(run) {
    const config = run.config(0);
    run.work.spend(run.items.length * namesIn(config));
    const json = config.mode === 'fields' ? collect(run.items, config) : collectAll(run.items, config);
    const files = config.include_binary ? filesOf(run.items, config.unique_binary) : {};
    const item: Item = { json, from: [...run.items.keys()] };
    return completed([Object.keys(files).length === 0 ? item : { ...item, binary: files }]);
  },
});
