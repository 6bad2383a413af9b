import { z } from '@hono/zod-openapi';
import { ROLES } from '../security/permissions.ts';

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
    role: z.enum(ROLES).openapi({ description: 'What the caller is in it.' }),
    created_at: moment,
    updated_at: moment,
  })
  .openapi('Workspace');
export type Workspace = z.infer<typeof workspaceSchema>;

export const workspaceChangeSchema = z
  .strictObject({ name: name.optional(), slug: slug.optional() })
  .refine((change) => Object.keys(change).length > 0, 'Nothing to change');
export type WorkspaceChange = z.infer<typeof workspaceChangeSchema>;
