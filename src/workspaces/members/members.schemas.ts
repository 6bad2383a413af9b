import { z } from '@hono/zod-openapi';
import { ROLES } from '../../security/permissions.ts';

export const memberSchema = z
  .strictObject({
    user_id: z.uuid(),
    email: z.string(),
    first_name: z.string(),
    last_name: z.string(),
    role: z.enum(ROLES),
    mfa_enabled: z.boolean(),
    joined_at: z.iso.datetime(),
  })
  .openapi('Member');
export type Member = z.infer<typeof memberSchema>;

export const roleChangeSchema = z.strictObject({ role: z.enum(ROLES) });

export const transferSchema = z.strictObject({
  user_id: z.uuid().toLowerCase().openapi({ description: 'The member who is to own the workspace.' }),
  keep_role: z.enum(ROLES).default('admin').openapi({ description: 'What the caller is from then on.' }),
});
export type Transfer = z.infer<typeof transferSchema>;
