import { z } from 'zod';
import { completed, defineNode } from '../define-node.ts';
import { passThrough } from '../items.ts';

export const noopLogic = defineNode({
  type: 'logic.noop',
  kind: 'logic',
  metadata: {
    name: 'No operation',
    description: 'Passes its items on as they are. Good for tidying up a drawing.',
    group: 'logic',
    example: {},
  },
  config: z.strictObject({}),
  inputs: ['main'],
  outputs: ['main'],
  effect: 'none',
  execute: (run) => completed(passThrough(run.items)),
});
