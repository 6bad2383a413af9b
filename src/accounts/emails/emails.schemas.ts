import { z } from '@hono/zod-openapi';
import { emailSchema } from '../email-schema.ts';
import { linkTokenSchema } from '../links/link-token-schema.ts';

export const confirmEmailSchema = z.strictObject({ token: linkTokenSchema });
export const addressSchema = z.strictObject({ email: emailSchema });
