import { z } from '@hono/zod-openapi';
import { PERMISSIONS, SERVICE_ROLES } from '../security/permissions.ts';

const moment = z.iso.datetime();
const name = z.string().trim().min(1).max(100).openapi({ example: 'CI' });

const scopes = z
  .array(z.enum(PERMISSIONS))
  .min(1)
  .max(PERMISSIONS.length)
  .openapi({ description: 'Permissions of the key, as far as the role of its owner has them.' });

export const apiKeySchema = z
  .strictObject({
    id: z.uuid(),
    user_id: z.uuid().nullable().openapi({ description: 'Whose key it is; null: a service key, which is nobody’s.' }),
    created_by: z.uuid().nullable().openapi({ description: 'Who made it; null once the user is gone.' }),
    service_role: z
      .enum(SERVICE_ROLES)
      .nullable()
      .openapi({ description: 'What a service key is in the workspace; null: what its owner is.' }),
    name: z.string(),
    key_prefix: z.string().openapi({ example: 'lf_Xk3vQ0a' }),
    scopes: z.array(z.string()),
    last_used_at: moment.nullable().openapi({ description: 'To the minute.' }),
    expires_at: moment.nullable(),
    created_at: moment,
    revoked_at: moment.nullable(),
  })
  .openapi('ApiKey');
export type ApiKey = z.infer<typeof apiKeySchema>;

export const createApiKeySchema = z.strictObject({
  name,
  scopes,
  expires_at: moment.nullable().default(null),
  service_role: z.enum(SERVICE_ROLES).nullable().default(null).openapi({
    description: 'Makes a service key with this role: it outlives its maker. null: a key of the caller.',
  }),
});
export type CreateApiKey = z.infer<typeof createApiKeySchema>;

export const apiKeyChangeSchema = z
  .strictObject({
    name: name.optional(),
    scopes: scopes.optional().openapi({ description: 'Some of the present scopes: a key never gets more.' }),
  })
  .refine((change) => Object.keys(change).length > 0, 'Nothing to change');
export type ApiKeyChange = z.infer<typeof apiKeyChangeSchema>;

export const createdApiKeySchema = z.strictObject({
  api_key: apiKeySchema,
  key: z.string().openapi({ description: 'The key itself. It is shown this once.' }),
});
export type CreatedApiKey = z.infer<typeof createdApiKeySchema>;
