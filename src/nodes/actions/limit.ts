import { z } from 'zod';
import { completed, defineNode } from '../define-node.ts';
import { passThrough } from '../items.ts';

export const limitAction = defineNode({
  type: 'action.limit',
  kind: 'action',
  metadata: {
    name: 'Limit',
    description: 'Lets only the first or the last items through.',
    group: 'actions',
    example: { max_items: 10 },
  },
  config: z.strictObject({
    max_items: z
      .number()
      .int()
      .min(1)
      .default(1)
      .meta({ title: 'Items', description: 'How many items go on at the most.' }),
    keep: z
      .enum(['first', 'last'])
      .default('first')
      .meta({ title: 'Keep', description: 'Whether the first or the last ones go on.' }),
  }),
  inputs: ['main'],
  outputs: ['main'],
  effect: 'none',
  execute(run) {
    const { max_items: count, keep } = run.config(0);
    const items = passThrough(run.items);
    return completed(keep === 'first' ? items.slice(0, count) : items.slice(-count));
  },
});
