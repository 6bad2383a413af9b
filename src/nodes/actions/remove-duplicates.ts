import { z } from 'zod';
import type { Item } from '../../engine/item.ts';
import type { JsonObject } from '../../engine/json.ts';
import { completed, defineNode } from '../define-node.ts';
import { dotNotation, fieldNames } from '../fields.ts';
import { passThrough } from '../items.ts';
import { canonicalKey } from '../values/canonical.ts';
import { readField } from '../values/field-path.ts';
import { omitFields, pickFields } from '../values/pick-fields.ts';

const configSchema = z.strictObject({
  compare: z
    .enum(['all', 'selected', 'except'])
    .default('all')
    .meta({ title: 'Compare', description: 'Which fields have to be the same: all, the named ones, or all others.' }),
  fields: fieldNames()
    .default([])
    .meta({ title: 'Fields', description: 'The fields that are compared (selected), or are not (except).' }),
  remove_other_fields: z
    .boolean()
    .default(false)
    .meta({ title: 'Drop other fields', description: 'Keeps only the fields that are compared.' }),
  dot_notation: dotNotation(),
});

type Config = z.infer<typeof configSchema>;

const COMPARED: { readonly [compare in Config['compare']]: (json: JsonObject, config: Config) => JsonObject } = {
  all: (json) => json,
  selected: (json, { fields, dot_notation }) => pickFields(json, fields, dot_notation),
  except: (json, { fields, dot_notation }) => omitFields(json, fields, dot_notation),
};

function keyOf(item: Item, config: Config): string {
  if (config.compare !== 'selected') return canonicalKey(COMPARED[config.compare](item.json, config));
  return canonicalKey(config.fields.map((name) => readField(item.json, name, config.dot_notation) ?? null));
}

export const removeDuplicatesAction = defineNode({
  type: 'action.remove_duplicates',
  kind: 'action',
  metadata: {
    name: 'Remove duplicates',
    description: 'Lets the first of several items through that are the same, in all or in some fields.',
    group: 'actions',
    example: { compare: 'selected', fields: ['email'] },
  },
  config: configSchema,
  inputs: ['main'],
  outputs: ['main'],
  effect: 'none',
  execute(run) {
    const config = run.config(0);
    const seen = new Set<string>();
    const firsts = passThrough(run.items).filter((item) => {
      const key = keyOf(item, config);
      return !seen.has(key) && seen.add(key);
    });
    if (!config.remove_other_fields) return completed(firsts);
    return completed(firsts.map((item) => ({ ...item, json: COMPARED[config.compare](item.json, config) })));
  },
});
