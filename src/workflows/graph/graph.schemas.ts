import { IANAZone } from 'luxon';
import { z } from 'zod';
import { FAILURE_KINDS } from '../../engine/failure-kind.ts';
import type { JsonObject } from '../../engine/json.ts';
import type { WorkflowConnection, WorkflowNode, WorkflowSettings } from '../../engine/workflow.ts';
import { isObject } from '../../shared/json/json.ts';
import { canvasSchema, colorSchema, pointSchema, sizeSchema } from './canvas.schemas.ts';
import { flowSettingsSchema } from './flow.schemas.ts';
import {
  MAX_ATTEMPTS,
  MAX_CALLERS,
  MAX_ID_LENGTH,
  MAX_NAME_LENGTH,
  MAX_NODE_TIMEOUT_MS,
  MAX_NOTES_LENGTH,
  MAX_RETRY_DELAY_MS,
  MAX_TYPE_LENGTH,
  MAX_WORKFLOW_TIMEOUT_SECONDS,
} from './graph-limits.ts';
import { identifier } from './identifier.ts';
import { keepDataSchema, workflowRetentionSchema } from './retention.schemas.ts';

/** The values come from JSON.parse, so whatever is inside an object is JSON, too, and needs no check. */
const jsonObject = z
  .custom<JsonObject>(isObject, 'Expected an object')
  .meta({ type: 'object', additionalProperties: true });

const handle = z.string().min(1).max(MAX_ID_LENGTH);
const milliseconds = z.int().positive();

const retrySchema = z.strictObject({
  max_attempts: z.int().min(1).max(MAX_ATTEMPTS),
  backoff: z.enum(['fixed', 'exponential']).default('fixed'),
  delay_ms: z.int().min(0).max(MAX_RETRY_DELAY_MS).default(1000),
  max_delay_ms: z.int().min(0).max(MAX_RETRY_DELAY_MS).default(60_000),
  jitter: z.number().min(0).max(1).default(0),
  on: z.array(z.enum(FAILURE_KINDS)).min(1).max(FAILURE_KINDS.length).exactOptional().meta({
    description: 'Kinds of failure that are retried, and no others. Absent: those that may heal by themselves.',
  }),
});

const nodeSettingsSchema = z
  .strictObject({
    on_error: z.enum(['stop', 'continue', 'error_output']).exactOptional(),
    retry: retrySchema.exactOptional(),
    timeout_ms: milliseconds.max(MAX_NODE_TIMEOUT_MS).exactOptional(),
    delivery: z.enum(['at-least-once', 'at-most-once']).exactOptional(),
    execute_once: z.boolean().exactOptional(),
    always_output_data: z.boolean().exactOptional(),
    keep_data: keepDataSchema.exactOptional().meta({
      description: 'How much history keeps of what this node takes in and brings forth: all, its shape, or nothing.',
    }),
  })
  .meta({ id: 'NodeSettings', required: [] });

/** Binary data as items carry them. */
const binarySchema = z.strictObject({
  data: z.base64(),
  mime_type: z.string(),
  file_name: z.string().exactOptional(),
});

const pinnedItemSchema = z
  .strictObject({ json: jsonObject, binary: z.record(z.string(), binarySchema).exactOptional() })
  .meta({ id: 'PinnedItem', required: ['json'] });

export const workflowNodeSchema: z.ZodType<WorkflowNode> = z
  .strictObject({
    id: identifier,
    type: z.string().min(1).max(MAX_TYPE_LENGTH),
    name: z.string().min(1).max(MAX_NAME_LENGTH),
    position: pointSchema.exactOptional(),
    size: sizeSchema.exactOptional(),
    color: colorSchema.exactOptional(),
    config: jsonObject,
    credentials: z.string().min(1).max(MAX_ID_LENGTH).exactOptional(),
    settings: nodeSettingsSchema.exactOptional(),
    disabled: z.boolean().exactOptional(),
    notes: z.string().max(MAX_NOTES_LENGTH).exactOptional(),
    pinned_data: z.array(pinnedItemSchema).exactOptional(),
  })
  .meta({ id: 'WorkflowNode', required: ['id', 'type', 'name', 'config'] });

export const workflowConnectionSchema: z.ZodType<WorkflowConnection> = z
  .strictObject({
    source: identifier,
    target: identifier,
    sourceHandle: handle.exactOptional(),
    targetHandle: handle.exactOptional(),
  })
  .meta({ id: 'WorkflowConnection', required: ['source', 'target'] });

/** Luxon accepts offsets such as `+05:30`, too, which are no IANA names. */
export const timezoneSchema = z
  .string()
  .max(50)
  .refine((name) => /^[A-Za-z]/.test(name) && IANAZone.isValidZone(name), 'Not an IANA time zone');

export const workflowSettingsSchema: z.ZodType<WorkflowSettings> = z
  .strictObject({
    timeout_seconds: z.int().positive().max(MAX_WORKFLOW_TIMEOUT_SECONDS).exactOptional(),
    timezone: timezoneSchema.exactOptional(),
    variables: jsonObject.exactOptional(),
    caller_policy: z.enum(['any', 'none', 'list']).exactOptional(),
    caller_ids: z.array(z.uuid().toLowerCase()).max(MAX_CALLERS).exactOptional(),
    error_workflow_id: z.uuid().toLowerCase().exactOptional(),
    expression_errors: z.enum(['strict', 'lenient']).exactOptional(),
    flow: flowSettingsSchema.exactOptional(),
    canvas: canvasSchema.exactOptional(),
    retention: workflowRetentionSchema.exactOptional(),
    keep_data: keepDataSchema.exactOptional().meta({
      description: 'How much history keeps of data, at all nodes: all, their shape, or nothing.',
    }),
  })
  .meta({ id: 'WorkflowSettings', required: [] });

export const workflowGraphSchema = z.strictObject({
  nodes: z.array(workflowNodeSchema),
  connections: z.array(workflowConnectionSchema),
  settings: workflowSettingsSchema,
});
