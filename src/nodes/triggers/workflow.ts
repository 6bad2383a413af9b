import { z } from 'zod';
import type { BinaryData, Item } from '../../engine/item.ts';
import type { JsonValue } from '../../engine/json.ts';
import { readInputs, typedInputsSchema } from '../calls/typed-inputs.ts';
import { completed, defineNode } from '../define-node.ts';
import { triggerItems } from './trigger-items.ts';

const configSchema = z.strictObject({
  inputs: typedInputsSchema.prefault({}).meta({
    title: 'Inputs',
    description: 'What the workflow wants of its caller. What is not so, the node that calls fails with.',
  }),
});

const filesSchema = z.record(z.string(), z.record(z.string(), z.custom<BinaryData>()));

/** The files of the items of a call, by the index of the item. The items themselves are `input_data`, which is plain JSON. */
function withFiles(items: readonly Item[], files: JsonValue | undefined): readonly Item[] {
  const byPlace = filesSchema.safeParse(files).data ?? {};
  return items.map((item, place) => {
    const binary = byPlace[place];
    return binary === undefined ? item : { ...item, binary };
  });
}

export const workflowTrigger = defineNode({
  type: 'trigger.workflow',
  kind: 'trigger',
  metadata: {
    name: 'When executed by another workflow',
    description:
      'Starts the workflow when an Execute workflow node of another one calls it, with the items of the call. What the last node brings forth is what the caller gets.',
    group: 'triggers',
    example: { inputs: { mode: 'fields', fields: [{ name: 'order_id', type: 'number', required: true }] } },
  },
  config: configSchema,
  inputs: [],
  outputs: ['main'],
  effect: 'none',
  execute(run) {
    const { inputs } = run.config(0);
    const items = triggerItems(run.trigger.input).map((item, place) => ({
      ...item,
      json: readInputs(inputs, item.json, place),
    }));
    return completed(withFiles(items, run.trigger.data.files));
  },
});

/** The inputs that a trigger of this type expects, by its raw config, since triggers have no expressions. Throws a `ZodError` for a wrong config. */
export function inputsWanted(raw: JsonValue): z.infer<typeof typedInputsSchema> {
  return configSchema.parse(raw).inputs;
}
