import { z } from 'zod';
import type { Item } from '../../engine/item.ts';
import type { JsonObject, JsonValue } from '../../engine/json.ts';
import type { WorkMeter } from '../../engine/work-meter.ts';
import { isObject } from '../../shared/json/json.ts';
import { completed, defineNode } from '../define-node.ts';
import { dotNotation, fieldNames } from '../fields.ts';
import { eachItem, type MadeItem } from '../items.ts';
import { checkItemCount } from '../limits.ts';
import { isList, parseFieldPath, readField } from '../values/field-path.ts';
import { editJson, type FieldPath } from '../values/json-editor.ts';
import { omitFields, pickFields } from '../values/pick-fields.ts';
import { placeOf } from '../values/with-field.ts';

const configSchema = z.strictObject({
  fields: fieldNames().meta({
    title: 'Fields to split out',
    description: 'Each holds a list, or an object whose values count; several are split side by side.',
  }),
  destinations: fieldNames()
    .default([])
    .meta({ title: 'New names', description: 'What the fields are called in the new items, in the same order.' }),
  include: z
    .enum(['none', 'all', 'selected'])
    .default('none')
    .meta({ title: 'Other fields', description: 'Which of the other fields each new item gets.' }),
  include_fields: fieldNames()
    .default([])
    .meta({ title: 'Named fields', description: 'The other fields that each new item gets (selected).' }),
  dot_notation: dotNotation(),
  include_binary: z
    .boolean()
    .default(false)
    .meta({ title: 'Keep files', description: "Whether each new item gets the item's files." }),
});

type Config = z.infer<typeof configSchema>;

function elementsOf(value: JsonValue | undefined): readonly JsonValue[] {
  if (value === undefined) return [];
  if (isList(value)) return value;
  return isObject(value) ? Object.values(value) : [value];
}

/** What is split out of an item: the lists, where their elements go, and the fields that stay. */
type Parts = {
  readonly columns: readonly (readonly JsonValue[])[];
  readonly places: readonly FieldPath[];
  readonly others: JsonObject;
};

/** The new item of a position. If a single list of objects is split alone, it is the object. */
function splitAt({ columns, places, others }: Parts, position: number, config: Config): JsonObject {
  const [only] = columns;
  const element = only?.[position];
  const isBare = columns.length === 1 && config.include === 'none' && config.destinations.length === 0;
  if (isBare && isObject(element)) return element;
  const made = editJson(others);
  for (const [index, column] of columns.entries()) {
    const value = column[position];
    if (value !== undefined) made.set(places[index] ?? [], value);
  }
  return made.result();
}

/** Where the elements of a list go: by its new name, or to the place of the list. */
function placesOf(json: JsonObject, { fields, destinations, dot_notation: dots }: Config): FieldPath[] {
  return fields.map((name, index) => {
    const destination = destinations[index];
    return destination === undefined ? placeOf(json, name, dots) : parseFieldPath(destination, dots);
  });
}

function othersOf(json: JsonObject, config: Config): JsonObject {
  if (config.include === 'none') return {};
  if (config.include === 'selected') return pickFields(json, config.include_fields, config.dot_notation);
  return omitFields(json, config.fields, config.dot_notation);
}

/** Each new item is a copy of the others. */
function splitOut(item: Item, config: Config, work: WorkMeter): MadeItem[] {
  const columns = config.fields.map((name) => elementsOf(readField(item.json, name, config.dot_notation)));
  const parts = { columns, places: placesOf(item.json, config), others: othersOf(item.json, config) };
  const files = config.include_binary && item.binary !== undefined ? { binary: item.binary } : {};
  const length = columns.reduce((longest, column) => Math.max(longest, column.length), 0);
  checkItemCount(length);
  work.spend(length * (columns.length + Object.keys(parts.others).length));
  return Array.from({ length }, (_none, position) => ({
    json: splitAt(parts, position, config),
    ...files,
  }));
}

export const splitOutAction = defineNode({
  type: 'action.split_out',
  kind: 'action',
  metadata: {
    name: 'Split out',
    description: 'Makes an item of each element of a list within an item.',
    group: 'actions',
    example: { fields: ['lines'], include: 'selected', include_fields: ['id'] },
  },
  config: configSchema,
  inputs: ['main'],
  outputs: ['main'],
  effect: 'none',
  execute: (run) => completed(eachItem(run, (item, config) => splitOut(item, config, run.work))),
});
