import { z } from 'zod';
import { anybody, headerName, signed } from '../http/call-config.ts';
import { hmacSchema } from '../http/hmac-config.ts';
import { jwtAuthentication } from './webhook-jwt.ts';
import { senderPresets } from './webhook-presets.ts';

const basic = z
  .strictObject({
    type: z.literal('basic').meta({
      title: 'Type',
      description: "Callers send a user name, and the endpoint's secret as the password (RFC 7617).",
    }),
    username: z
      .string()
      .min(1)
      .max(200)
      .regex(/^[^:]*$/, 'May not hold a colon')
      .meta({ title: 'User name', description: 'The user name; the password is the secret of the endpoint.' }),
  })
  .meta({ title: 'Basic' });

const header = z
  .strictObject({
    type: z.literal('header').meta({ title: 'Type', description: "Callers send the endpoint's secret in a header." }),
    header: headerName
      .default('X-API-Key')
      .meta({ title: 'Header', description: 'The header that holds the secret. It is kept out of the history.' }),
    prefix: z
      .string()
      .max(100)
      .default('')
      .meta({ title: 'Prefix', description: 'What stands before the secret in the header, such as "Bearer ".' }),
  })
  .meta({ title: 'Header' });

/** How a webhook makes sure who is calling. The one secret of all of them is that of the endpoint. */
export const webhookAuthenticationSchema = z.discriminatedUnion('type', [
  anybody,
  basic,
  header,
  jwtAuthentication,
  hmacSchema,
  signed,
  ...senderPresets,
]);

export type WebhookAuthentication = z.infer<typeof webhookAuthenticationSchema>;
