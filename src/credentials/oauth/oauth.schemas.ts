import { z } from 'zod';

export const startedConnectionSchema = z
  .strictObject({
    /** Where the person has to go with this browser. */
    authorization_url: z.url(),
    /** What the provider has to know as the redirect URI of the app. */
    callback_url: z.url(),
    expires_at: z.iso.datetime(),
  })
  .meta({ id: 'StartedConnection' });
