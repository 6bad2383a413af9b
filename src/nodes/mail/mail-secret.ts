import { z } from 'zod';
import { NodeError } from '../node-error.ts';
import type { CredentialSecret } from '../node-run.ts';
import { becauseOfFields } from '../values/fields-at-fault.ts';

const key = z.string().min(1);
const region = z.enum(['us', 'eu']).default('us');

const secretSchema = z.discriminatedUnion('provider', [
  z.object({ provider: z.literal('resend'), api_key: key }),
  z.object({ provider: z.literal('postmark'), api_key: key, message_stream: z.string().optional() }),
  z.object({ provider: z.literal('sendgrid'), api_key: key, region }),
  z.object({ provider: z.literal('mailgun'), api_key: key, domain: z.string().min(1), region }),
  z.object({ provider: z.literal('brevo'), api_key: key }),
]);

/** A credential of type `mail`: the provider, its key, and what else the provider needs. */
export type MailSecret = z.infer<typeof secretSchema>;

/** Reads a mail credential. Throws `NodeError` `email.credential_invalid`, without any of its data. */
export function mailSecret(credential: CredentialSecret): MailSecret {
  const parsed = credential.type === 'mail' ? secretSchema.safeParse(credential.data) : undefined;
  if (parsed?.success) return parsed.data;
  throw new NodeError(
    'email.credential_invalid',
    `A credential of type ${credential.type} cannot send mails${becauseOfFields(parsed?.error)}`,
  );
}
