import { z } from '@hono/zod-openapi';
import { EXECUTION_STATUSES, executionSummarySchema, nodeExecutionSchema } from '../model/executions.schemas.ts';

/** What leaves a node by one handle: how many items, and how the JSON of the first one begins. */
const liveOutputSchema = z.strictObject({
  count: z.int(),
  preview: z
    .string()
    .nullable()
    .openapi({ description: 'The JSON of the first item; null: there is none, or no room.' }),
  is_cut: z.boolean().openapi({ description: 'Whether the preview is only the beginning.' }),
});

const liveInputSchema = z.strictObject({
  node_id: z.string(),
  run_index: z.int(),
  handle: z.string(),
  target_handle: z.string(),
  count: z.int(),
});

/** How a node run stands, as a stream tells it. But for `retrying` the statuses are those of history. */
export const liveNodeSchema = nodeExecutionSchema
  .pick({
    node_id: true,
    node_type: true,
    node_name: true,
    run_index: true,
    position: true,
    started_at: true,
    completed_at: true,
    duration_ms: true,
    error_code: true,
    error_message: true,
    source: true,
    retry_count: true,
  })
  .extend({
    status: z.enum([...nodeExecutionSchema.shape.status.options, 'retrying']),
    attempt: z.int().openapi({ description: 'Counts from 1.' }),
    due_at: z.iso.datetime().nullable().openapi({ description: 'When the next attempt begins, or the wait ends.' }),
    inputs: z.array(liveInputSchema),
    outputs: z.record(z.string(), liveOutputSchema).nullable().openapi({
      description: 'By handle; null: the run has not ended, or history had no room for its data.',
    }),
  })
  .openapi('LiveNode');

export type LiveNode = z.infer<typeof liveNodeSchema>;
export type LiveOutputs = NonNullable<LiveNode['outputs']>;

/** How an execution stands, as its stream tells it. */
export const liveExecutionSchema = executionSummarySchema
  .pick({
    started_at: true,
    completed_at: true,
    wait_until: true,
    error_code: true,
    error_message: true,
    error_node_id: true,
    metadata: true,
  })
  .extend({
    status: z.enum(EXECUTION_STATUSES),
    nodes_total: z.int().nullable().openapi({ description: 'null: it has not ended.' }),
    nodes_completed: z.int().nullable(),
  })
  .openapi('LiveExecution');

export type LiveExecution = z.infer<typeof liveExecutionSchema>;
