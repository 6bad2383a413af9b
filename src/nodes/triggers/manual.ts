import { z } from 'zod';
import { readInputs, typedInputsSchema } from '../calls/typed-inputs.ts';
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
  config: z.strictObject({
    inputs: typedInputsSchema.prefault({}).meta({
      title: 'Inputs',
      description: 'What the workflow wants of whoever runs it. An input that is not so is refused.',
    }),
  }),
  inputs: [],
  outputs: ['main'],
  effect: 'none',
  execute(run) {
    const { inputs } = run.config(0);
    const items = triggerItems(run.trigger.input);
    return completed(items.map((item, place) => ({ ...item, json: readInputs(inputs, item.json, place) })));
  },
});
