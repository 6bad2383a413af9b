import { z } from '@hono/zod-openapi';
import { PERMISSIONS } from '../security/permissions.ts';

const moment = z.iso.datetime();

const scopes = z
  .array(z.enum(PERMISSIONS))
  .min(1)
  .max(PERMISSIONS.length)
  .openapi({ description: 'Permissions of the key, as far as the role of its owner has them.' });

export const apiKeySchema = z
  .strictObject({
    id: z.uuid(),
    user_id: z.uuid().openapi({ description: 'Whose key it is.' }),
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
  name: z.string().trim().min(1).max(100).openapi({ example: 'CI' }),
  scopes,
  expires_at: moment.nullable().default(null),
});
export type CreateApiKey = z.infer<typeof createApiKeySchema>;

export const createdApiKeySchema = z.strictObject({
  api_key: apiKeySchema,
  key: z.string().openapi({ description: 'The key itself. It is shown this once.' }),
});
export type CreatedApiKey = z.infer<typeof createdApiKeySchema>;
