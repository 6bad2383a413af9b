import { z } from 'zod';
import type { Item } from '../../engine/item.ts';
import { defineNode, type NodeResult } from '../define-node.ts';
import { passThrough } from '../items.ts';
import { NodeError } from '../node-error.ts';
import type { LoopRun } from '../node-run.ts';

const MAX_BATCH_SIZE = 100_000;

/** Even with one node in the body, more rounds would exceed the number of runs that an execution may have. */
export const MAX_ROUNDS = 50_000;

const configSchema = z.strictObject({
  batch_size: z
    .number()
    .int()
    .min(1)
    .max(MAX_BATCH_SIZE)
    .default(1)
    .meta({ title: 'Batch size', description: 'How many items each round of the loop takes.' }),
});

/** A loop with too many rounds fails before its first one. */
function checkRounds(rounds: number): void {
  if (rounds <= MAX_ROUNDS) return;
  const message = `The loop would go round ${rounds} times, where ${MAX_ROUNDS} are allowed: give it larger batches.`;
  throw new NodeError('loop.too_many_rounds', message);
}

/** The next batch goes into the body. When none is left, the items that came back go on. */
function nextRound(items: readonly Item[], batchSize: number, loop: LoopRun): NodeResult {
  checkRounds(Math.ceil(items.length / batchSize));
  const start = loop.round * batchSize;
  const batch = passThrough(items.slice(start, start + batchSize), start);
  if (batch.length > 0) return { type: 'completed', outputs: { loop: batch } };
  const done = passThrough(loop.received(), items.length);
  return { type: 'completed', outputs: { done } };
}

export const loopLogic = defineNode({
  type: 'logic.loop',
  kind: 'logic',
  metadata: {
    name: 'Loop over items',
    description:
      'Sends its items into the loop batch by batch: connect the end of the loop back to it. Each round begins when the one before is over, whatever became of its items; at the end all items that came back leave by `done`.',
    group: 'logic',
    example: { batch_size: 10 },
  },
  config: configSchema,
  inputs: ['main'],
  outputs: ['loop', 'done'],
  effect: 'none',
  loop: true,
  execute(run) {
    if (run.loop === null) throw new NodeError('loop.outside_engine', 'A loop node can only run in a workflow');
    return nextRound(run.items, run.config(0).batch_size, run.loop);
  },
});
