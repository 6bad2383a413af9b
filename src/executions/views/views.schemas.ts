import { z } from '@hono/zod-openapi';
import { executionFilterSchema } from '../search/filter.schemas.ts';

/** How many saved views a workspace may have, those of all its people together. */
export const MAX_VIEWS = 500;

const name = z.string().trim().min(1).max(100).openapi({
  description: 'Unique among the shared views of the workspace, or among your own.',
  example: 'Failed today',
});
const isShared = z.boolean().openapi({ description: 'Whether all of the workspace see it, or only you.' });

export const executionViewSchema = z
  .strictObject({
    id: z.uuid(),
    workspace_id: z.uuid(),
    name: z.string(),
    is_shared: z.boolean(),
    filter: executionFilterSchema,
    created_by: z.uuid().nullable(),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
  })
  .openapi('ExecutionView');

export type ExecutionView = z.infer<typeof executionViewSchema>;

export const createViewSchema = z
  .strictObject({ name, filter: executionFilterSchema, is_shared: isShared.default(false) })
  .openapi('CreateExecutionView');

export type CreateView = z.infer<typeof createViewSchema>;

/** What is left out stays. */
export const updateViewSchema = z
  .strictObject({ name: name.optional(), filter: executionFilterSchema.optional(), is_shared: isShared.optional() })
  .openapi('UpdateExecutionView');

export type UpdateView = z.infer<typeof updateViewSchema>;
