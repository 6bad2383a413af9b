import { z } from '@hono/zod-openapi';

/** The last part of the link in a mail. */
export const linkTokenSchema = z
  .string()
  .min(1)
  .max(200)
  .openapi({ description: 'The last part of the link in the mail.' });
