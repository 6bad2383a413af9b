import { z } from '@hono/zod-openapi';

/** One spelling per mailbox: providers that tell capitals apart are no longer found in the wild. */
export const emailSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .regex(z.regexes.email, 'Not an email address')
  .openapi({ format: 'email', example: 'ada@example.com' });
