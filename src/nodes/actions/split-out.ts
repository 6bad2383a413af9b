import { z } from 'zod';
import type { Item } from '../../engine/item.ts';
import type { JsonObject, JsonValue } from '../../engine/json.ts';
import type { WorkMeter } from '../../engine/work-meter.ts';
import { isObject } from '../../shared/json.ts';
import { completed, defineNode } from '../define-node.ts';
import { dotNotation, fieldNames } from '../fields.ts';
import { eachItem, type MadeItem } from '../items.ts';
import { checkItemCount } from '../limits.ts';
import { isList, readField } from '../values/field-path.ts';
import { omitFields, pickFields } from '../values/pick-fields.ts';

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

/** The fields of the new item at a position. If a single list of objects is split, they are those of the object. */
function splitAt(columns: readonly (readonly JsonValue[])[], position: number, config: Config): JsonObject {
  const [only] = columns;
  const element = only?.[position];
  const isBare = columns.length === 1 && config.include === 'none' && config.destinations.length === 0;
  if (isBare && isObject(element)) return element;
  const named = columns.flatMap((column, index): [string, JsonValue][] => {
    const value = column[position];
    const name = config.destinations[index] ?? config.fields[index];
    return value === undefined || name === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries(named);
}

function othersOf(json: JsonObject, config: Config): JsonObject {
  if (config.include === 'none') return {};
  if (config.include === 'selected') return pickFields(json, config.include_fields, config.dot_notation);
  return omitFields(json, config.fields, config.dot_notation);
}

/** Each new item is a copy of the others. */
function splitOut(item: Item, config: Config, work: WorkMeter): MadeItem[] {
  const columns = config.fields.map((name) => elementsOf(readField(item.json, name, config.dot_notation)));
  const others = othersOf(item.json, config);
  const files = config.include_binary && item.binary !== undefined ? { binary: item.binary } : {};
  const length = columns.reduce((longest, column) => Math.max(longest, column.length), 0);
  checkItemCount(length);
  work.spend(length * (columns.length + Object.keys(others).length));
  return Array.from({ length }, (_none, position) => ({
    json: { ...others, ...splitAt(columns, position, config) },
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
