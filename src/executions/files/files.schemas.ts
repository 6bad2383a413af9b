import { z } from '@hono/zod-openapi';
import { pageQuery } from '../../shared/pagination.ts';

export const executionFileSchema = z
  .strictObject({
    id: z.uuid(),
    kind: z.enum(['file', 'output']).openapi({
      description:
        '`file`: one that a node made. `output`: the items of a node run, too large for history, as JSON in gzip.',
    }),
    node_id: z.string().openapi({ description: 'The node that made it; empty if another execution handed it on.' }),
    file_name: z.string().nullable(),
    mime_type: z.string(),
    size: z.int().openapi({ description: 'In bytes.' }),
    sha256: z.string(),
    created_at: z.iso.datetime(),
  })
  .openapi('ExecutionFile');
export type ExecutionFile = z.infer<typeof executionFileSchema>;

export const listFilesQuery = z.strictObject(pageQuery);
