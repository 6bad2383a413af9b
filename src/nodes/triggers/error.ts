import { z } from 'zod';
import { completed, defineNode } from '../define-node.ts';
import { triggerItems } from './trigger-items.ts';

export const errorTrigger = defineNode({
  type: 'trigger.error',
  kind: 'trigger',
  metadata: {
    name: 'Error trigger',
    description:
      'Starts the workflow when an execution of a workflow that names it as its error workflow has failed, unless that was run by hand; or when an alert names it. The item tells of the execution (id, mode, error with code, message and node) and its workflow.',
    group: 'triggers',
    example: {},
  },
  config: z.strictObject({}),
  inputs: [],
  outputs: ['main'],
  effect: 'none',
  execute: (run) => completed(triggerItems(run.trigger.input)),
});
