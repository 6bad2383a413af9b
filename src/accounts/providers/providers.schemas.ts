import { z } from '@hono/zod-openapi';
import { isOwnPath } from './return-path.ts';

export const providerSchema = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    sign_in_path: z.string().openapi({ description: 'Where a browser goes to sign in with it.' }),
  })
  .openapi('SignInProvider');

const returnTo = z
  .string()
  .max(500)
  .refine(isOwnPath, 'Not a path of this server, such as /workflows')
  .default('/')
  .openapi({ description: 'A path of this server to go to at the end.' });

export const returnToSchema = z.strictObject({ return_to: returnTo });

export const linkSchema = returnToSchema.extend({ provider: z.string().max(30).openapi({ example: 'google' }) });

export const startedLinkSchema = z.strictObject({
  authorization_url: z.url().openapi({ description: 'Where this browser goes next, within ten minutes.' }),
});

export const identitySchema = z
  .strictObject({
    id: z.uuid(),
    provider: z.string(),
    email: z.string().nullable(),
    created_at: z.iso.datetime(),
    last_used_at: z.iso.datetime().nullable(),
  })
  .openapi('Identity');
export type Identity = z.infer<typeof identitySchema>;
