import { z } from 'zod';
import { completed, defineNode } from '../define-node.ts';
import { triggerItems } from './trigger-items.ts';

export const manualTrigger = defineNode({
  type: 'trigger.manual',
  kind: 'trigger',
  metadata: {
    name: 'Manual trigger',
    description:
      'Starts the workflow when somebody runs it by hand or over the API. Each object of the input becomes an item; without input there is one empty item.',
    group: 'triggers',
    example: {},
  },
  config: z.strictObject({}),
  inputs: [],
  outputs: ['main'],
  effect: 'none',
  execute: (run) => completed(triggerItems(run.trigger.input)),
});
