import { z } from '@hono/zod-openapi';
import { jsonValueSchema } from '../../shared/json/json-schema.ts';
import { MAX_VERSION } from '../../workflows/graph/graph-limits.ts';
import { rawGraphFields } from '../../workflows/model/workflows.schemas.ts';

/** How long a call of the API may wait for the end of an execution, in seconds. */
export const MAX_WAIT_SECONDS = 90;

/** How far ahead a start may lie, in seconds: a year. */
export const MAX_DELAY_SECONDS = 366 * 24 * 60 * 60;

export const startFields = {
  start_at: z.iso.datetime({ offset: true }).optional().openapi({
    description:
      'When it is to start, within a year. The execution exists at once, and waits. A moment that is past: at once.',
  }),
  delay_seconds: z
    .int()
    .min(0)
    .max(MAX_DELAY_SECONDS)
    .optional()
    .openapi({ description: 'The same as a number of seconds from now.' }),
};

/** When a run is to start, as its request says it. */
export type StartFields = { readonly start_at?: string | undefined; readonly delay_seconds?: number | undefined };

export function startsOnce({ start_at, delay_seconds }: StartFields): boolean {
  return start_at === undefined || delay_seconds === undefined;
}

const jsonObject = z.record(z.string(), jsonValueSchema());

export const inputField = {
  input: z
    .union([jsonObject, z.array(jsonObject).max(10_000)])
    .optional()
    .openapi({
      type: 'object',
      description: 'What the trigger hands on: an object, or a list of objects, one item each.',
    }),
};

export const choiceFields = {
  version: z
    .union([z.int().positive().max(MAX_VERSION), z.literal('latest')])
    .optional()
    .openapi({
      description:
        'The version to run, or `latest` for the drawing as it stands. Default: the published one, if there is one.',
    }),
  trigger_node_id: z.string().max(100).optional().openapi({
    description: 'The trigger to start at. Default: the manual trigger, or the first one.',
  }),
};

const drawingSchema = z.strictObject(rawGraphFields).meta({ required: ['nodes', 'connections'] });

export const runWorkflowSchema = z
  .strictObject({
    ...inputField,
    ...choiceFields,
    graph: drawingSchema.optional().openapi({
      description:
        'A drawing to run instead, which is saved nowhere; history shows it as a version that was only run. Needs `workflows:write`. With `destination_node_id`, nodes that do not lead there may be incomplete.',
    }),
    destination_node_id: z.string().max(100).optional().openapi({
      description: 'Run this node and what leads to it, and nothing else. A loop that leads to it runs whole.',
    }),
    start_node_id: z.string().max(100).optional().openapi({
      description:
        'Perform this node and what follows it; all else reuses the data of `reuse_execution_id`, where it has data.',
    }),
    reuse_execution_id: z.uuid().optional().openapi({
      description: 'An execution of this workflow that has ended. Its trigger and input are the defaults, too.',
    }),
    use_pinned_data: z.boolean().optional().openapi({
      description: 'Do not perform nodes with pinned data. Default: true for a person, false for an API key.',
    }),
    wait: z.boolean().default(false).openapi({ description: 'Wait for the end and answer with what came of it.' }),
    timeout_seconds: z.int().min(1).max(MAX_WAIT_SECONDS).default(30).openapi({
      description: 'How long to wait; then 202, and the execution goes on.',
    }),
    watch: z.boolean().default(false).openapi({
      description: 'Let its stream tell what happens from the first node on, even if it is opened a moment later.',
    }),
    ...startFields,
  })
  .refine(({ wait, watch }) => !(wait && watch), {
    path: ['watch'],
    message: 'A call that waits for the end cannot be watched: its id is known too late',
  })
  .refine(({ graph, version }) => graph === undefined || version === undefined, {
    path: ['version'],
    message: 'Name a version or send a graph, not both',
  })
  .refine(startsOnce, { path: ['delay_seconds'], message: 'Name start_at or delay_seconds, not both' })
  .refine(({ wait, start_at, delay_seconds }) => !wait || (start_at ?? delay_seconds) === undefined, {
    path: ['wait'],
    message: 'A call cannot wait for what starts later',
  })
  .openapi('RunWorkflow');

export type RunWorkflow = z.infer<typeof runWorkflowSchema>;

export const acceptedExecutionSchema = z
  .strictObject({
    execution_id: z.uuid(),
    status: z.string(),
    duplicate: z.boolean(),
    start_at: z.iso.datetime().exactOptional().openapi({ description: 'When it starts, if that is later.' }),
  })
  .openapi('AcceptedExecution');

export const endedExecutionSchema = z
  .strictObject({
    execution_id: z.uuid(),
    status: z.string(),
    duplicate: z.boolean(),
    output_data: jsonValueSchema('What the last node brought forth.'),
    response: z
      .strictObject({ status: z.int(), headers: z.record(z.string(), z.string()), body: z.string() })
      .nullable()
      .openapi({ description: 'What a respond node answered; `body` is base64.' }),
    error_code: z.string().nullable(),
    error_message: z.string().nullable(),
  })
  .openapi('EndedExecution');

export const droppedExecutionSchema = z
  .strictObject({ dropped: z.literal(true), reason: z.string(), message: z.string() })
  .openapi('DroppedExecution', {
    description: 'The limits of the workflow let it not run, and say that it is not kept.',
  });

export type DroppedExecution = z.infer<typeof droppedExecutionSchema>;
export type AcceptedExecution = z.infer<typeof acceptedExecutionSchema>;
export type EndedExecution = z.infer<typeof endedExecutionSchema>;
