import { z } from 'zod';
import type { Item } from '../../engine/item.ts';
import { completed, defineNode } from '../define-node.ts';
import { dotNotation, fieldName } from '../fields.ts';
import { passThrough } from '../items.ts';
import { compareValues } from '../values/compare.ts';
import { readField } from '../values/field-path.ts';
import { seededRandom } from '../values/seeded-random.ts';

const bySchema = z.strictObject({
  field: fieldName().meta({ title: 'Field', description: 'The field to sort by.' }),
  order: z
    .enum(['ascending', 'descending'])
    .default('ascending')
    .meta({ title: 'Order', description: 'Whether small values come first (ascending) or last.' }),
});

const configSchema = z.discriminatedUnion('mode', [
  z
    .strictObject({
      mode: z.literal('fields').meta({ title: 'Mode', description: 'By the values of fields.' }),
      fields: z
        .array(bySchema)
        .min(1)
        .max(20)
        .meta({ title: 'Fields', description: 'A later field decides where all earlier ones are the same.' }),
      dot_notation: dotNotation(),
    })
    .meta({ title: 'By fields' }),
  z
    .strictObject({ mode: z.literal('random').meta({ title: 'Mode', description: 'In an order drawn by lot.' }) })
    .meta({ title: 'At random' }),
]);

type Config = z.infer<typeof configSchema>;
type Keyed = { readonly item: Item; readonly keys: readonly ReturnType<typeof readField>[] };

function sortByFields(items: readonly Item[], config: Extract<Config, { mode: 'fields' }>): Item[] {
  const keyed: Keyed[] = items.map((item) => ({
    item,
    keys: config.fields.map(({ field }) => readField(item.json, field, config.dot_notation)),
  }));
  const signs = config.fields.map(({ order }) => (order === 'ascending' ? 1 : -1));
  return keyed.sort((one, other) => compareKeys(one.keys, other.keys, signs)).map(({ item }) => item);
}

/** Items that lack the field come last, whatever the order. */
function compareKeys(left: Keyed['keys'], right: Keyed['keys'], signs: readonly number[]): number {
  for (const [index, sign] of signs.entries()) {
    const [one, other] = [left[index] ?? null, right[index] ?? null];
    const compared = compareValues(one, other);
    if (compared !== 0) return one === null || other === null ? compared : sign * compared;
  }
  return 0;
}

/** Fisher and Yates' shuffle. The seed is the run's own, so a repeated attempt gives the same order. */
function shuffle(items: readonly Item[], seed: string): Item[] {
  const random = seededRandom(seed);
  const shuffled: Item[] = [];
  for (const item of items) {
    const place = Math.floor(random() * (shuffled.length + 1));
    const moved = shuffled[place];
    if (moved === undefined) shuffled.push(item);
    else {
      shuffled.push(moved);
      shuffled[place] = item;
    }
  }
  return shuffled;
}

export const sortAction = defineNode({
  type: 'action.sort',
  kind: 'action',
  metadata: {
    name: 'Sort',
    description: 'Puts the items in order: by fields, or at random. Texts are compared without regard to case.',
    group: 'actions',
    example: { mode: 'fields', fields: [{ field: 'customer.name' }, { field: 'total', order: 'descending' }] },
  },
  config: configSchema,
  inputs: ['main'],
  outputs: ['main'],
  effect: 'none',
  execute(run) {
    const config = run.config(0);
    const items = passThrough(run.items);
    return completed(config.mode === 'fields' ? sortByFields(items, config) : shuffle(items, run.idempotencyKey(0)));
  },
});
