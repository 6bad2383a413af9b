import { z } from '@hono/zod-openapi';
import { EXECUTION_STATUSES } from '../executions/model/executions.schemas.ts';
import { WORKFLOW_STATUSES } from '../workflows/model/workflows.schemas.ts';

/** How many of each kind one search shows at most. */
const MOST_OF_A_KIND = 20;

export const searchQuery = z.strictObject({
  q: z.string().trim().min(1).max(200).openapi({
    description: 'A part of a name or a tag, a part of the error of an execution that failed, or an id.',
  }),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(MOST_OF_A_KIND)
    .default(5)
    .openapi({ description: 'How many of each kind.' }),
});

export type SearchQuery = z.infer<typeof searchQuery>;

const foundWorkflowSchema = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  status: z.enum(WORKFLOW_STATUSES),
  tags: z.array(z.string()),
});

export type FoundWorkflow = z.infer<typeof foundWorkflowSchema>;

const foundExecutionSchema = z.strictObject({
  id: z.uuid(),
  workflow_id: z.uuid(),
  workflow_name: z.string().nullable(),
  status: z.enum(EXECUTION_STATUSES),
  error_message: z.string().nullable(),
  created_at: z.iso.datetime(),
});

export type FoundExecution = z.infer<typeof foundExecutionSchema>;

const screenSchema = z.strictObject({
  path: z.string().openapi({ description: 'Its address below that of the workspace.', example: '/workflows' }),
  name: z.string(),
});

export type Screen = z.infer<typeof screenSchema>;

export const searchResultSchema = z
  .strictObject({
    workflows: z.array(foundWorkflowSchema).openapi({ description: 'Empty without `workflows:read`.' }),
    executions: z.array(foundExecutionSchema).openapi({ description: 'Empty without `executions:read`.' }),
    screens: z.array(screenSchema).openapi({ description: 'Pages that the caller may see.' }),
    incomplete: z.boolean().openapi({
      description:
        'Whether older executions were not looked at: a search looks at a bounded number of those that failed.',
    }),
  })
  .openapi('SearchResult');

export type SearchResult = z.infer<typeof searchResultSchema>;
