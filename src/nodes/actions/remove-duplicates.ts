import type { JsonObject } from '../../engine/json.ts';
import { completed, defineNode, type NodeResult } from '../define-node.ts';
import { type DuplicatesConfig, duplicatesConfigSchema, type SeenBeforeConfig } from '../duplicates/config.ts';
import { newItems } from '../duplicates/seen-before.ts';
import { withoutRepeated } from '../duplicates/within-input.ts';
import { passThrough } from '../items.ts';
import type { NodeRun } from '../node-run.ts';

const PURE: ReadonlySet<unknown> = new Set([undefined, 'within_input']);

function outputsOf({ operation }: JsonObject): readonly string[] {
  return operation === 'seen_before' ? ['main', 'discarded'] : ['main'];
}

async function partItems(run: NodeRun<DuplicatesConfig>, config: SeenBeforeConfig): Promise<NodeResult> {
  const passed = await newItems(run, config);
  const items = passThrough(run.items);
  const main = items.filter((_item, index) => passed.has(index));
  const discarded = items.filter((_item, index) => !passed.has(index));
  return { type: 'completed', outputs: { main, discarded } };
}

async function forget(run: NodeRun<DuplicatesConfig>, scope: SeenBeforeConfig['scope']): Promise<NodeResult> {
  await run.seenValues({ type: 'clear', scope });
  return completed(passThrough(run.items));
}

export const removeDuplicatesAction = defineNode({
  type: 'action.remove_duplicates',
  kind: 'action',
  metadata: {
    name: 'Remove duplicates',
    description:
      'Lets the first of several items through that are the same, in all or in some fields; or items that no earlier execution has brought.',
    group: 'actions',
    example: { compare: 'selected', fields: ['email'] },
  },
  config: duplicatesConfigSchema,
  inputs: ['main'],
  outputs: outputsOf,
  effect: (raw) => (PURE.has(raw.operation) ? 'none' : 'write'),
  execute(run) {
    const config = run.config(0);
    switch (config.operation) {
      case 'within_input':
        return completed(withoutRepeated(passThrough(run.items), config));
      case 'seen_before':
        return partItems(run, config);
      case 'clear_history':
        return forget(run, config.scope);
    }
  },
});
