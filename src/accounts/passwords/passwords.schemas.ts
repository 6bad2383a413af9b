import { z } from '@hono/zod-openapi';
import { emailSchema } from '../email-schema.ts';
import { linkTokenSchema } from '../links/link-token-schema.ts';
import { givenPasswordSchema, newPasswordSchema } from './password-schema.ts';

export const passwordChangeSchema = z.strictObject({
  current_password: givenPasswordSchema,
  new_password: newPasswordSchema,
});
export type PasswordChange = z.infer<typeof passwordChangeSchema>;

export const forgotPasswordSchema = z.strictObject({ email: emailSchema });

export const passwordResetSchema = z.strictObject({ token: linkTokenSchema, password: newPasswordSchema });
export type PasswordReset = z.infer<typeof passwordResetSchema>;
