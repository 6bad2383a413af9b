import { z } from '@hono/zod-openapi';
import { jsonValueSchema } from '../../shared/json/json-schema.ts';
import { LOG_LEVELS } from '../../shared/log-line.ts';
import { longPageQuery } from '../../shared/pagination.ts';
import { TRIGGER_TYPES } from './execution-record.ts';
import { partialRunSchema } from './partial-run.ts';

export const EXECUTION_STATUSES = ['queued', 'running', 'waiting', 'completed', 'failed', 'cancelled'] as const;

const moment = z.iso.datetime();
const anyJson = jsonValueSchema();

/** An execution as lists show it: without its data. Moments are ISO 8601 in UTC. */
export const executionSummarySchema = z
  .strictObject({
    id: z.uuid(),
    workflow_id: z.uuid(),
    workspace_id: z.uuid(),
    triggered_by: z.uuid().nullable(),
    workflow_version: z.int(),
    status: z.enum(EXECUTION_STATUSES),
    trigger_type: z.enum(TRIGGER_TYPES),
    trigger_node_id: z.string().nullable(),
    error_code: z.string().nullable(),
    error_message: z.string().nullable(),
    error_node_id: z.string().nullable(),
    created_at: moment,
    queued_at: moment.nullable(),
    started_at: moment.nullable(),
    completed_at: moment.nullable(),
    wait_until: moment.nullable(),
    start_at: moment.nullable().openapi({ description: 'When it was to start, if that was not at once.' }),
    cancel_requested_at: moment.nullable(),
    held_at: moment
      .nullable()
      .openapi({ description: 'Since when it waits for a limit of its workflow or workspace.' }),
    nodes_total: z.int(),
    nodes_completed: z.int(),
    retry_count: z.int(),
    parent_execution_id: z.uuid().nullable(),
    depth: z.int().openapi({ description: 'How many executions called one another down to this one.' }),
    metadata: z.record(z.string(), z.string()).nullable().openapi({
      description: 'Searchable values that Execution Data nodes gave it; null while it runs, and for none.',
    }),
  })
  .openapi('ExecutionSummary');

export type ExecutionSummary = z.infer<typeof executionSummarySchema>;

/** An execution in a list of executions, with the names of what it names. */
export const listedExecutionSchema = executionSummarySchema
  .extend({
    workflow_name: z.string().nullable().openapi({ description: 'null: `workflows:read` is missing.' }),
    triggered_by_name: z
      .string()
      .nullable()
      .openapi({ description: 'null: nobody who is (still) a member, or `members:read` is missing.' }),
  })
  .openapi('ListedExecution');

export type ListedExecution = z.infer<typeof listedExecutionSchema>;

export const executionSchema = executionSummarySchema
  .extend({
    trigger_data: anyJson,
    input_data: anyJson,
    output_data: anyJson,
    run_options: partialRunSchema
      .nullable()
      .openapi({ description: 'How it differs from a whole run; null: not at all.' }),
  })
  .openapi('Execution');

export type Execution = z.infer<typeof executionSchema>;

/** What starts an execution answers its id as `execution_id`; this one tells the whole execution, too. */
export const retriedExecutionSchema = executionSchema.extend({ execution_id: z.uuid() }).openapi('RetriedExecution');

const NODE_STATUSES = [
  'pending',
  'running',
  'waiting',
  'completed',
  'failed',
  'skipped',
  'cancelled',
  'unknown',
] as const;

const logLineSchema = z.strictObject({ level: z.enum(LOG_LEVELS), text: z.string() });

/** One run of one node. `input_data` is put together from the outputs that it came from. */
export const nodeExecutionSchema = z
  .strictObject({
    id: z.uuid(),
    execution_id: z.uuid(),
    node_id: z.string(),
    node_type: z.string(),
    node_name: z.string(),
    status: z.enum(NODE_STATUSES),
    run_index: z.int(),
    position: z.int(),
    input_data: anyJson,
    output_data: anyJson,
    logs: z.array(logLineSchema).nullable().openapi({ description: 'What the node wrote to its console.' }),
    error_code: z.string().nullable(),
    error_message: z.string().nullable(),
    started_at: moment.nullable(),
    completed_at: moment.nullable(),
    duration_ms: z.int().nullable(),
    retry_count: z.int(),
    source: z.enum(['performed', 'pinned', 'reused']).openapi({
      description: 'Whether the node was performed, or its output was pinned to it or is that of an earlier execution.',
    }),
  })
  .openapi('NodeExecution');

export type NodeExecution = z.infer<typeof nodeExecutionSchema>;

export const listNodesQuery = z.strictObject(longPageQuery);

export type ListNodes = z.infer<typeof listNodesQuery>;

/** How an execution is run once more. */
export const retryFields = {
  version: z
    .enum(['original', 'published'])
    .default('original')
    .openapi({ description: 'Run the version that ran before, or the one that is published now.' }),
  from: z.enum(['start', 'failed_node']).default('start').openapi({
    description:
      'Perform everything, or only the node that failed, what never ran, and what has changed since or follows it.',
  }),
};

export const retrySchema = z.strictObject(retryFields).openapi('RetryExecution');

export type RetryExecution = z.infer<typeof retrySchema>;
