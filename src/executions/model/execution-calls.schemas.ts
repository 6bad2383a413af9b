import { z } from '@hono/zod-openapi';
import { EXECUTION_STATUSES } from './executions.schemas.ts';

/** An execution that another one has called. */
export const executionCallSchema = z
  .strictObject({
    execution_id: z.uuid().openapi({ description: 'The execution that was called.' }),
    workflow_id: z.uuid().nullable(),
    node_id: z.string().openapi({ description: 'The node that called it.' }),
    run_index: z.int(),
    attempt: z.int(),
    place: z.int().openapi({
      description: 'Which of the calls of that run it is: the index of the item, if it is called for each.',
    }),
    awaited: z.boolean().openapi({ description: 'Whether the caller waits for its end.' }),
    status: z.enum(EXECUTION_STATUSES).nullable().openapi({ description: 'null for one whose history is gone.' }),
    error_code: z.string().nullable(),
    created_at: z.iso.datetime(),
    ended_at: z.iso.datetime().nullable(),
  })
  .openapi('ExecutionCall');

export type ExecutionCall = z.infer<typeof executionCallSchema>;
