import { z } from 'zod';
import { conditionsHold } from '../conditions/evaluate.ts';
import { conditionsSchema } from '../conditions/schema.ts';
import { completed, defineNode } from '../define-node.ts';
import { passThrough, tryItem } from '../items.ts';

export const filterLogic = defineNode({
  type: 'logic.filter',
  kind: 'logic',
  metadata: {
    name: 'Filter',
    description: 'Lets items through for which the conditions hold, and drops the others.',
    group: 'logic',
    example: {
      conditions: {
        conditions: [
          { left_value: '{{ $json.total }}', operator: { type: 'number', operation: 'gt' }, right_value: 100 },
        ],
      },
    },
  },
  config: z.strictObject({
    conditions: conditionsSchema.meta({ title: 'Conditions', description: 'What has to hold for an item to go on.' }),
  }),
  inputs: ['main'],
  outputs: ['main'],
  effect: 'none',
  execute: (run) =>
    completed(
      passThrough(run.items).filter((_item, index) =>
        tryItem(run, index, () => conditionsHold(run.config(index).conditions, run)),
      ),
    ),
});
