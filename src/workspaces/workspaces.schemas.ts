import { z } from '@hono/zod-openapi';
import { ROLES } from '../security/permissions.ts';
import { slugSchema } from './slug.ts';
import { settingsChangeSchema, workspaceSettingsSchema } from './workspace-settings.ts';

/** The highest limit that a workspace can set itself. */
const MAX_RUNNING_LIMIT = 100_000;

const moment = z.iso.datetime();
const name = z.string().trim().min(1).max(100).openapi({ example: 'Analytical Engines' });
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
    settings: workspaceSettingsSchema,
    role: z.enum(ROLES).openapi({ description: 'What the caller is in it.' }),
    created_at: moment,
    updated_at: moment,
    deleted_at: moment.nullable().openapi({ description: 'Since when it is to be deleted; null: it is not.' }),
    deletes_at: moment.nullable().openapi({ description: 'Until when an owner may restore it.' }),
  })
  .openapi('Workspace');
export type Workspace = z.infer<typeof workspaceSchema>;

export const workspaceChangeSchema = z
  .strictObject({
    name: name.optional(),
    slug: slugSchema.optional(),
    settings: settingsChangeSchema.optional(),
    max_running: z.int().min(1).max(MAX_RUNNING_LIMIT).nullable().optional(),
  })
  .refine((change) => Object.keys(change).length > 0, 'Nothing to change');
export type WorkspaceChange = z.infer<typeof workspaceChangeSchema>;

export const createWorkspaceSchema = z.strictObject({
  name,
  slug: slugSchema.optional().openapi({ description: 'Left out: one is made from the name.' }),
  settings: settingsChangeSchema.omit({ error_workflow_id: true }).optional(),
});
export type CreateWorkspace = z.infer<typeof createWorkspaceSchema>;
