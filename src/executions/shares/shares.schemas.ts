import { z } from '@hono/zod-openapi';
import { executionSchema, nodeExecutionSchema } from '../model/executions.schemas.ts';

/** How many links an execution may have at once. */
export const MAX_SHARES = 50;

/** How long a link may lead somewhere, in seconds: a minute to thirty days. */
const LEAST_SECONDS = 60;
export const MAX_SHARE_SECONDS = 30 * 24 * 3600;
const USUAL_SECONDS = 7 * 24 * 3600;

const moment = z.iso.datetime();

export const createShareSchema = z
  .strictObject({
    with_data: z.boolean().default(false).openapi({
      description: 'Whether it shows inputs, outputs, messages and logs, or only what ran when, and how that ended.',
    }),
    expires_in: z
      .int()
      .min(LEAST_SECONDS)
      .max(MAX_SHARE_SECONDS)
      .default(USUAL_SECONDS)
      .openapi({ description: 'For how many seconds it leads somewhere.' }),
  })
  .openapi('CreateShare');
export type CreateShare = z.infer<typeof createShareSchema>;

export const shareSchema = z
  .strictObject({
    id: z.uuid(),
    execution_id: z.uuid(),
    with_data: z.boolean(),
    created_by: z.uuid().nullable(),
    created_at: moment,
    expires_at: moment,
  })
  .openapi('Share');
export type Share = z.infer<typeof shareSchema>;

export const createdShareSchema = shareSchema
  .extend({ url: z.string().openapi({ description: 'The link. It is told this once.' }) })
  .openapi('CreatedShare');
export type CreatedShare = z.infer<typeof createdShareSchema>;

export const sharedQuery = z.strictObject({
  after: z
    .string()
    .regex(/^(-1|\d{1,6})$/)
    .transform(Number)
    .default(-1)
    .openapi({
      type: 'integer',
      minimum: -1,
      default: -1,
      description: 'The position after which the node runs begin: `next_after` of the page before.',
    }),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type SharedQuery = z.infer<typeof sharedQuery>;

const executionShape = executionSchema.shape;
const nodeShape = nodeExecutionSchema.shape;

const sharedNodeSchema = nodeExecutionSchema
  .pick({
    node_id: true,
    node_type: true,
    node_name: true,
    status: true,
    run_index: true,
    position: true,
    error_code: true,
    started_at: true,
    completed_at: true,
    duration_ms: true,
    retry_count: true,
    source: true,
  })
  .extend({
    error_message: nodeShape.error_message.exactOptional(),
    input_data: nodeShape.input_data.optional(),
    output_data: nodeShape.output_data.optional(),
    logs: nodeShape.logs.exactOptional(),
  })
  .openapi('SharedNodeRun');

/** What a link shows. The fields that may be missing are there with data only; what the trigger was called with never is. */
export const sharedExecutionSchema = executionSchema
  .pick({
    id: true,
    workflow_version: true,
    status: true,
    trigger_type: true,
    error_code: true,
    error_node_id: true,
    created_at: true,
    started_at: true,
    completed_at: true,
    nodes_total: true,
    nodes_completed: true,
  })
  .extend({
    workflow_name: z.string(),
    with_data: z.boolean(),
    expires_at: moment,
    error_message: executionShape.error_message.exactOptional(),
    input_data: executionShape.input_data.optional(),
    output_data: executionShape.output_data.optional(),
    nodes: z.array(sharedNodeSchema),
    next_after: z
      .int()
      .nullable()
      .openapi({ description: '`after` of the next page of node runs; null: there is none.' }),
  })
  .openapi('SharedExecution');
export type SharedExecution = z.infer<typeof sharedExecutionSchema>;
