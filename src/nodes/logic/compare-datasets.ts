import { compareItems } from '../compare/compare-items.ts';
import { compareConfigSchema } from '../compare/config.ts';
import { defineNode } from '../define-node.ts';
import { passThrough } from '../items.ts';

export const compareDatasetsLogic = defineNode({
  type: 'logic.compare_datasets',
  kind: 'logic',
  metadata: {
    name: 'Compare datasets',
    description: 'Compares two lists of items: what is in one of them only, what is the same in both, what differs.',
    group: 'logic',
    example: { fields: [{ input_a: 'id', input_b: 'id' }], when_different: 'include_both' },
  },
  config: compareConfigSchema,
  inputs: ['input_a', 'input_b'],
  outputs: ['only_a', 'same', 'different', 'only_b'],
  effect: 'none',
  execute(run) {
    const [listA, listB] = ['input_a', 'input_b'].map((handle) =>
      passThrough(run.inputs[handle] ?? [], run.offset(handle)),
    );
    return {
      type: 'completed',
      outputs: compareItems(listA ?? [], listB ?? [], { config: run.config(0), work: run.work }),
    };
  },
});
