import { z } from '@hono/zod-openapi';
import { userSchema } from '../accounts/accounts.schemas.ts';
import { planSchema } from '../plans/plans.schemas.ts';
import { PERMISSIONS } from '../security/permissions.ts';
import { workspaceSchema } from '../workspaces/workspaces.schemas.ts';

const moment = z.iso.datetime();

const openWorkspaceSchema = workspaceSchema
  .extend({
    permissions: z.array(z.enum(PERMISSIONS)).openapi({
      description:
        'What the caller may do in it now: what the role has, less while it is to be deleted, nothing while `mfa_needed`.',
    }),
    mfa_needed: z.boolean().openapi({
      description:
        'Whether it wants a second factor that this session has not passed: until then its requests answer 403.',
    }),
    plan: planSchema.openapi({ description: 'The plan that counts: without billing the one without limits.' }),
  })
  .openapi('OpenWorkspace');
export type OpenWorkspace = z.infer<typeof openWorkspaceSchema>;

export const bootstrapSchema = z
  .strictObject({
    user: userSchema,
    session: z.strictObject({
      id: z.uuid(),
      mfa_passed: z
        .boolean()
        .openapi({ description: 'Whether the user has a second factor and the session passed it.' }),
      confirmed_at: moment.nullable().openapi({ description: 'When the user last proved who they are.' }),
      confirmed_until: moment
        .nullable()
        .openapi({ description: 'Until when that is enough for what asks for a recent proof; it may have passed.' }),
    }),
    workspaces: z.array(openWorkspaceSchema).openapi({ description: 'Oldest first, 100 at most.' }),
    has_more_workspaces: z
      .boolean()
      .openapi({ description: 'Whether there are more than these: `GET /api/v1/workspaces` lists all.' }),
    billed: z.boolean().openapi({ description: 'Whether this server has plans that can be bought.' }),
    now: moment.openapi({ description: 'The clock of the server.' }),
  })
  .openapi('Bootstrap');
export type Bootstrap = z.infer<typeof bootstrapSchema>;
