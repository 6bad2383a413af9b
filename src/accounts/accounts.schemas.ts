import { z } from '@hono/zod-openapi';
import { workspaceSchema } from '../workspaces/workspaces.schemas.ts';
import { emailSchema } from './email-schema.ts';
import { type FactorRequired, factorRequiredSchema } from './factors/factors.schemas.ts';
import { givenPasswordSchema, newPasswordSchema } from './passwords/password-schema.ts';
import { sessionKindSchema } from './sessions/sessions.schemas.ts';

const personName = z.string().trim().max(100);
const moment = z.iso.datetime();

export const userSchema = z
  .strictObject({
    id: z.uuid(),
    email: z.string(),
    first_name: z.string(),
    last_name: z.string(),
    email_verified: z.boolean(),
    mfa_enabled: z.boolean(),
    created_at: moment,
    updated_at: moment,
  })
  .openapi('User');
export type User = z.infer<typeof userSchema>;

const tokensSchema = z
  .strictObject({
    token_type: z.literal('Bearer'),
    access_token: z.string().openapi({ description: 'A JWT for the `Authorization` header.' }),
    expires_in: z.int().openapi({ description: 'Seconds for which the access token is good.', example: 900 }),
    refresh_token: z.string().optional().openapi({
      description: 'Good once, for the next pair of tokens. Left out where it is in a cookie.',
    }),
  })
  .openapi('Tokens');
export type Tokens = z.infer<typeof tokensSchema>;

export const registrationSchema = z.strictObject({
  email: emailSchema,
  password: newPasswordSchema,
  first_name: personName.default(''),
  last_name: personName.default(''),
  session: sessionKindSchema.default('tokens'),
});
export type Registration = Omit<z.infer<typeof registrationSchema>, 'session'>;

export const registeredSchema = z.strictObject({ user: userSchema, workspace: workspaceSchema, tokens: tokensSchema });
export type Registered = z.infer<typeof registeredSchema>;

export const loginSchema = z.strictObject({
  email: emailSchema,
  password: givenPasswordSchema,
  session: sessionKindSchema.default('tokens'),
});
export type Login = Omit<z.infer<typeof loginSchema>, 'session'>;

export const loggedInSchema = z.strictObject({ user: userSchema, tokens: tokensSchema });
export type LoggedIn = z.infer<typeof loggedInSchema>;

/** What a first step of signing in leads to: a session or, for a user with a factor, the second step. */
export const signedInSchema = z.union([loggedInSchema, factorRequiredSchema]);
export type SignedIn = LoggedIn | FactorRequired;

export const refreshSchema = z
  .strictObject({
    refresh_token: z.string().min(1).max(256).optional().openapi({ description: 'Left out: the one in the cookie.' }),
    session: sessionKindSchema.default('tokens'),
  })
  .refine(({ refresh_token, session }) => refresh_token !== undefined || session === 'cookie', {
    message: 'A refresh token is needed, here or in a cookie',
    path: ['refresh_token'],
  });
export const refreshedSchema = z.strictObject({ tokens: tokensSchema });

export const profileChangeSchema = z
  .strictObject({ first_name: personName.optional(), last_name: personName.optional() })
  .refine((change) => Object.keys(change).length > 0, 'Nothing to change');
export type ProfileChange = z.infer<typeof profileChangeSchema>;
