import { z } from 'zod';
import type { Item } from '../../engine/item.ts';
import { elementAt } from '../../engine/structure/element.ts';
import { completed, defineNode } from '../define-node.ts';
import { dotNotation, fieldName } from '../fields.ts';
import { passThrough } from '../items.ts';
import { compareKeys, isNothing, type SortKey, sortKey } from '../values/compare.ts';
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

/** The sort keys of all items by one field, and the direction. */
type Column = { readonly keys: readonly SortKey[]; readonly sign: 1 | -1 };

function sortByFields(items: readonly Item[], config: Extract<Config, { mode: 'fields' }>): Item[] {
  const columns = config.fields.map(
    ({ field, order }): Column => ({
      keys: items.map((item) => sortKey(readField(item.json, field, config.dot_notation))),
      sign: order === 'ascending' ? 1 : -1,
    }),
  );
  const places = Array.from(items.keys()).sort((one, other) => comparePlaces(columns, one, other));
  return places.map((place) => elementAt(items, place));
}

function comparePlaces(columns: readonly Column[], one: number, other: number): number {
  for (const column of columns) {
    const compared = compareIn(column, one, other);
    if (compared !== 0) return compared;
  }
  return 0;
}

/** Items that lack the field come last, whatever the order. */
function compareIn({ keys, sign }: Column, one: number, other: number): number {
  const left = elementAt(keys, one);
  const right = elementAt(keys, other);
  const compared = compareKeys(left, right);
  return isNothing(left) || isNothing(right) ? compared : sign * compared;
}

/** Fisher–Yates shuffle. The seed is that of the run, so that a repeated attempt gives the same order. */
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
    description:
      'Puts the items in order: by fields, or at random. A text that is a number counts as one; others are compared without regard to case.',
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
