import { z } from 'zod';
import type { Item } from '../../engine/item.ts';
import { conditionsHold } from '../conditions/evaluate.ts';
import { conditionsSchema } from '../conditions/schema.ts';
import { defineNode } from '../define-node.ts';
import { passThrough, tryItem } from '../items.ts';

export const ifLogic = defineNode({
  type: 'logic.if',
  kind: 'logic',
  metadata: {
    name: 'If',
    description: 'Sends each item out of true or false, as the conditions hold for it or not.',
    group: 'logic',
    example: {
      conditions: {
        conditions: [
          {
            left_value: '{{ $json.status }}',
            operator: { type: 'string', operation: 'equals' },
            right_value: 'paid',
          },
        ],
      },
    },
  },
  config: z.strictObject({
    conditions: conditionsSchema.meta({
      title: 'Conditions',
      description: 'What has to hold for an item to go out of true.',
    }),
  }),
  inputs: ['main'],
  outputs: ['true', 'false'],
  effect: 'none',
  execute(run) {
    const outputs: { true: Item[]; false: Item[] } = { true: [], false: [] };
    for (const [index, item] of passThrough(run.items).entries()) {
      const holds = tryItem(run, index, () => conditionsHold(run.config(index).conditions, run));
      if (holds !== undefined) outputs[holds ? 'true' : 'false'].push(item);
    }
    return { type: 'completed', outputs };
  },
});
