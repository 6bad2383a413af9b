import { z } from '@hono/zod-openapi';

const moment = z.iso.datetime();

export const sessionSchema = z
  .strictObject({
    id: z.uuid(),
    ip_address: z.string().nullable().openapi({ description: 'Where it was opened or last refreshed from.' }),
    user_agent: z.string().nullable().openapi({ description: 'What the client called itself there.' }),
    created_at: moment,
    last_used_at: moment.nullable().openapi({ description: 'To the minute.' }),
    current: z.boolean().openapi({ description: 'Whether it is the session of this request.' }),
  })
  .openapi('Session');
export type Session = z.infer<typeof sessionSchema>;

/** How the refresh token is handed over. */
export const sessionKindSchema = z.enum(['tokens', 'cookie']).openapi({
  description:
    '`cookie`, for pages of this origin: the refresh token comes in a cookie that no script can read, and not in the answer.',
});
export type SessionKind = z.infer<typeof sessionKindSchema>;

export const logOutEverywhereSchema = z.strictObject({
  keep_current: z.boolean().optional().openapi({ description: 'Whether the session of this request goes on.' }),
});
