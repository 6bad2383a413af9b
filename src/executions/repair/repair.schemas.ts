import { z } from '@hono/zod-openapi';
import type { JsonObject } from '../../engine/json.ts';
import { isObject } from '../../shared/json/json.ts';
import { pageQuery } from '../../shared/pagination.ts';

/** How many items somebody may name for a node run. */
const MAX_SETTLED_ITEMS = 1000;

const LARGEST_INTEGER = 2 ** 31 - 1;

/** The JSON of an item. */
const itemJson = z
  .custom<JsonObject>(isObject, 'Expected an object')
  .openapi({ type: 'object', additionalProperties: true, example: { id: 'ch_1' } });

const moment = z.iso.datetime();

export const skipWaitSchema = z
  .strictObject({
    node_id: z.string().min(1).max(100).optional().openapi({
      description: 'The node whose wait is cut short; needed if several wait.',
    }),
  })
  .openapi('SkipWait');

export type SkipWait = z.infer<typeof skipWaitSchema>;

export const replaySchema = z
  .strictObject({
    version: z.enum(['published', 'draft']).default('published').openapi({
      description:
        'The version that is published now, or what was saved last. Against the draft it counts as a trial by hand.',
    }),
  })
  .openapi('ReplayExecution');

export type Replay = z.infer<typeof replaySchema>;

const outcome = z.enum(['happened', 'not_happened']).openapi({
  description:
    'Whether the effect happened. A retry from the failed node then takes a node that did it as completed, and performs one that did not.',
});
const note = z.string().max(1000).optional().openapi({ description: 'How you know; it stays with the execution.' });

export const settleNodeSchema = z
  .strictObject({
    outcome,
    run_index: z
      .int()
      .min(0)
      .max(LARGEST_INTEGER)
      .default(0)
      .openapi({ description: 'Which run of a node in a loop.' }),
    output: z.array(itemJson).max(MAX_SETTLED_ITEMS).optional().openapi({
      description:
        'The items that the node would have put out, for a retry to go on with. Without them, a retry takes those that went on with the error, else one empty item.',
    }),
    note,
  })
  .refine(({ outcome: said, output }) => output === undefined || said === 'happened', {
    path: ['output'],
    message: 'What did not happen has no output',
  })
  .openapi('SettleNodeRun');

export type SettleNode = z.infer<typeof settleNodeSchema>;

export const settleExecutionSchema = z.strictObject({ outcome, note }).openapi('SettleExecution');

export type SettleExecution = z.infer<typeof settleExecutionSchema>;

export const REASONS = ['outcome_unknown', 'undeliverable', 'runner_lost'] as const;

export type AttentionReason = (typeof REASONS)[number];

export const attentionSchema = z
  .strictObject({
    execution_id: z.uuid(),
    workflow_id: z.uuid(),
    workflow_name: z.string().nullable(),
    node_id: z.string().nullable().openapi({ description: 'null: it concerns the execution as a whole.' }),
    node_name: z.string().nullable(),
    run_index: z.int(),
    reason: z.enum(REASONS),
    execution_status: z.string(),
    error_message: z.string().nullable(),
    noted_at: moment,
    what_to_do: z.string(),
    settled_at: moment.nullable(),
    settled_by: z.uuid().nullable(),
    outcome: z.enum(['happened', 'not_happened']).nullable(),
    note: z.string().nullable(),
  })
  .openapi('ExecutionAttention');

export type Attention = z.infer<typeof attentionSchema>;

export const listAttentionQuery = z.strictObject({
  ...pageQuery,
  reason: z.enum(REASONS).exactOptional().openapi({ description: 'Only what is listed for this reason.' }),
});

export type ListAttention = z.infer<typeof listAttentionQuery>;
