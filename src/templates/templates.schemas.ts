import { z } from '@hono/zod-openapi';
import { wholeListSchema } from '../shared/pagination.ts';
import { workflowFileSchema } from '../workflows/transfer/transfer.schemas.ts';

const summary = {
  slug: z.string().openapi({ description: 'Its name in addresses.', example: 'answer-a-webhook' }),
  name: z.string(),
  description: z.string(),
  tags: z.array(z.string()),
  kind: z.enum(['workflow', 'example']).openapi({
    description: '`workflow`: it does a whole job; `example`: a small workflow that shows a node type.',
  }),
  node_types: z.array(z.string()).openapi({ description: 'The types of its nodes, each once, in their order.' }),
  needs_credentials: z.boolean().openapi({ description: 'Whether nodes of it need credentials of the workspace.' }),
};

const templateSummarySchema = z.strictObject(summary).openapi('TemplateSummary');

export type TemplateSummary = z.infer<typeof templateSummarySchema>;

export const templateListSchema = wholeListSchema(templateSummarySchema);

export const templateSchema = z
  .strictObject({
    ...summary,
    file: workflowFileSchema.openapi({ description: 'What `POST …/workflows/import` takes.' }),
  })
  .openapi('Template');

export type Template = z.infer<typeof templateSchema>;
