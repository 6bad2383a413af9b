import { z } from '@hono/zod-openapi';
import { ROLES } from '../security/permissions.ts';

/** The highest limit that a workspace can set itself. */
const MAX_RUNNING_LIMIT = 100_000;

const moment = z.iso.datetime();
const name = z.string().trim().min(1).max(100).openapi({ example: 'Analytical Engines' });
const slug = z
  .string()
  .min(3)
  .max(100)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'Lower-case letters, digits and single hyphens only')
  .openapi({ example: 'analytical-engines' });

export const workspaceSchema = z
  .strictObject({
    id: z.uuid(),
    owner_id: z.uuid(),
    name: z.string(),
    slug: z.string(),
    plan_id: z.string(),
    is_personal: z.boolean(),
    max_running: z.int().nullable().openapi({
      description: 'How many executions that come through the queue run at once; null: any number.',
    }),
    role: z.enum(ROLES).openapi({ description: 'What the caller is in it.' }),
    created_at: moment,
    updated_at: moment,
  })
  .openapi('Workspace');
export type Workspace = z.infer<typeof workspaceSchema>;

export const workspaceChangeSchema = z
  .strictObject({
    name: name.optional(),
    slug: slug.optional(),
    max_running: z.int().min(1).max(MAX_RUNNING_LIMIT).nullable().optional(),
  })
  .refine((change) => Object.keys(change).length > 0, 'Nothing to change');
export type WorkspaceChange = z.infer<typeof workspaceChangeSchema>;
