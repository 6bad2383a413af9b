import { z } from 'zod';
import type { Item } from '../../engine/item.ts';
import type { JsonObject, JsonValue } from '../../engine/json.ts';
import { completed, defineNode } from '../define-node.ts';
import { dotNotation, fieldName, fieldNames } from '../fields.ts';
import { passThrough } from '../items.ts';
import { NodeError } from '../node-error.ts';
import { groupNames } from '../summarize/group-names.ts';
import { type Group, plainName, summarizeItems } from '../summarize/summarize-items.ts';
import { rowKey } from '../values/canonical.ts';
import { readField } from '../values/field-path.ts';
import { wrongValue } from '../values/wrong-value.ts';

const fieldSchema = z.strictObject({
  aggregation: z
    .enum(['append', 'average', 'concatenate', 'count', 'count_unique', 'max', 'min', 'sum'])
    .default('count')
    .meta({ title: 'Aggregation', description: 'What is made of the values.' }),
  field: fieldName().meta({ title: 'Field', description: 'The field whose values are taken.' }),
  separator: z
    .string()
    .max(100)
    .default(', ')
    .meta({ title: 'Separator', description: 'What stands between concatenated values.' }),
  include_empty: z
    .boolean()
    .default(false)
    .meta({ title: 'Count empty values', description: 'Whether nothing, null and the empty text count.' }),
});

const configSchema = z.strictObject({
  fields: z.array(fieldSchema).min(1).max(100).meta({
    title: 'Fields to summarise',
    description:
      'Each gives a field: sum_total, average_total, min_total, max_total, count_id, unique_count_id, appended_id, concatenated_id.',
  }),
  split_by: fieldNames()
    .default([])
    .meta({ title: 'Split by', description: 'Items with the same values in these fields are summarised together.' }),
  output: z
    .enum(['items', 'single_item'])
    .default('items')
    .meta({ title: 'Output', description: 'An item for each group, or one with the groups nested by their values.' }),
  skip_empty_splits: z
    .boolean()
    .default(false)
    .meta({ title: 'Skip empty groups', description: 'Leaves out items that lack a value by which they are split.' }),
  require_fields: z
    .boolean()
    .default(false)
    .meta({ title: 'Require fields', description: 'Fails if no item has one of the fields to summarise.' }),
  dot_notation: dotNotation(),
});

type Config = z.infer<typeof configSchema>;

function groupItem(group: Group, splitBy: readonly string[]): Item {
  const names = splitBy.flatMap((name, index): [string, JsonValue][] => {
    const value = group.values[index];
    return value === undefined ? [] : [[plainName(name), value]];
  });
  return {
    json: { ...Object.fromEntries(names), ...group.summary },
    from: linksOf(group.items),
  };
}

/** Nested groups by the values of the fields in their order, with the summaries innermost. */
function nest(groups: readonly Group[], depth: number): JsonObject {
  const [first] = groups;
  if (first === undefined || depth === first.values.length) return first?.summary ?? {};
  const parts = [...Map.groupBy(groups, ({ values }) => rowKey([values[depth]])).values()];
  const names = groupNames(parts.map(([one]) => one?.values[depth]));
  return Object.fromEntries(parts.map((part, index) => [names[index], nest(part, depth + 1)]));
}

function linksOf(items: readonly Item[]): number[] {
  return items.flatMap(({ from }) => from ?? []);
}

function checkNames({ fields }: Config): void {
  const names = fields.map(({ aggregation, field }) => `${aggregation} of ${field}`);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new NodeError('summarize.field_twice', `${twice} is asked for twice`);
}

function checkPresence(items: readonly Item[], { fields, dot_notation, require_fields }: Config): void {
  if (!require_fields) return;
  const missing = fields.find(({ field }) =>
    items.every((item) => readField(item.json, field, dot_notation) === undefined),
  );
  if (missing !== undefined) {
    throw wrongValue('summarize.no_field', missing.field, { expected: 'a value in some item', got: undefined });
  }
}

export const summarizeAction = defineNode({
  type: 'action.summarize',
  kind: 'action',
  metadata: {
    name: 'Summarise',
    description: 'Sums up, counts and collects values over all items, or group by group, like a pivot table.',
    group: 'actions',
    example: { fields: [{ aggregation: 'sum', field: 'total' }], split_by: ['country'] },
  },
  config: configSchema,
  inputs: ['main'],
  outputs: ['main'],
  effect: 'none',
  execute(run) {
    const config = run.config(0);
    checkNames(config);
    checkPresence(run.items, config);
    run.work.spend(run.items.length * (config.fields.length + config.split_by.length));
    const groups = summarizeItems(passThrough(run.items), {
      fields: config.fields,
      splitBy: config.split_by,
      skipEmptySplits: config.skip_empty_splits,
      dotNotation: config.dot_notation,
    });
    const items = groups.map((group) => groupItem(group, config.split_by));
    return completed(
      config.output === 'items'
        ? items
        : [{ json: nest(groups, 0), from: linksOf(groups.flatMap((group) => group.items)) }],
    );
  },
});
