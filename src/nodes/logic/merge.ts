import type { Item } from '../../engine/item.ts';
import type { JsonObject } from '../../engine/json.ts';
import { completed, defineNode } from '../define-node.ts';
import { passThrough } from '../items.ts';
import { combineAll, combineByPosition } from '../merge/combine.ts';
import { MAX_INPUTS, type MergeConfig, mergeConfigSchema } from '../merge/config.ts';
import { joinItems } from '../merge/join.ts';
import type { NodeRun } from '../node-run.ts';

const HAS_INPUTS: ReadonlySet<unknown> = new Set(['append', 'by_position', 'choose_branch']);

function inputsOf(raw: JsonObject): readonly string[] {
  const wanted = HAS_INPUTS.has(raw.mode) && typeof raw.inputs === 'number' ? Math.trunc(raw.inputs) : 2;
  const count = Math.min(Math.max(2, wanted), MAX_INPUTS);
  return Array.from({ length: count }, (_none, index) => `input_${index + 1}`);
}

/** The items of each input, linked with themselves. */
function listsOf(run: NodeRun<MergeConfig>): Item[][] {
  return Object.keys(run.inputs)
    .sort((one, other) => one.localeCompare(other, 'en', { numeric: true }))
    .map((handle) => passThrough(run.inputs[handle] ?? [], run.offset(handle)));
}

function merge({ work }: NodeRun<MergeConfig>, config: MergeConfig, lists: readonly (readonly Item[])[]): Item[] {
  const [left = [], right = []] = lists;
  switch (config.mode) {
    case 'append':
      return lists.flat();
    case 'by_fields':
      return joinItems(left, right, { config, work });
    case 'by_position':
      return combineByPosition(lists, config.include_unpaired, { clash: config.clash, work });
    case 'all_combinations':
      return combineAll(left, right, { clash: config.clash, work });
    case 'choose_branch':
      return config.output === 'empty' ? [{ json: {} }] : [...(lists[config.output - 1] ?? [])];
  }
}

export const mergeLogic = defineNode({
  type: 'logic.merge',
  kind: 'logic',
  metadata: {
    name: 'Merge',
    description:
      'Waits for all of its inputs and makes one list of them: one after the other, joined on fields, by position, in all combinations, or one of them.',
    group: 'logic',
    example: { mode: 'by_fields', fields: [{ input_1: 'id', input_2: 'customer_id' }], join: 'left' },
  },
  config: mergeConfigSchema,
  inputs: inputsOf,
  outputs: ['main'],
  effect: 'none',
  execute: (run) => completed(merge(run, run.config(0), listsOf(run))),
});
