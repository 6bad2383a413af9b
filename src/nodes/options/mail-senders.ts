import { z } from 'zod';
import { mailHost } from '../../shared/mail-hosts.ts';
import { allowedHostsOf } from '../http/build-request.ts';
import { type MailSecret, mailSecret } from '../mail/mail-secret.ts';
import { NodeError } from '../node-error.ts';
import { type FieldOption, type OptionSource, readAnswer } from './option-source.ts';

/** Where a provider tells from which addresses mails may be sent, and how its answer is read. */
type SenderList = {
  readonly path: string;
  readonly headers: { readonly [name: string]: string };
  readonly read: (answer: unknown) => readonly FieldOption[];
};

function sender(email: string, name: string | null | undefined): FieldOption {
  return name ? { value: `${name} <${email}>`, label: `${name} (${email})` } : { value: email, label: email };
}

/** A domain that was proved may send from any address in it. */
function ofDomain(domain: string): FieldOption {
  return { value: `hello@${domain}`, label: `any address at ${domain}` };
}

const resendSchema = z.object({ data: z.array(z.object({ name: z.string(), status: z.string() })) });
const sendgridSchema = z.object({
  results: z.array(z.object({ from_email: z.string(), from_name: z.string().nullish(), verified: z.boolean() })),
});
const brevoSchema = z.object({
  senders: z.array(z.object({ email: z.string(), name: z.string().nullish(), active: z.boolean() })),
});
const mailgunSchema = z.object({ domain: z.object({ name: z.string() }) });

function senderList(secret: MailSecret): SenderList {
  const bearer = { authorization: `Bearer ${secret.api_key}` };
  switch (secret.provider) {
    case 'resend': {
      const read = (answer: unknown) =>
        resendSchema
          .parse(answer)
          .data.filter(({ status }) => status === 'verified')
          .map(({ name }) => ofDomain(name));
      return { path: '/domains', headers: bearer, read };
    }
    case 'sendgrid': {
      const read = (answer: unknown) =>
        sendgridSchema
          .parse(answer)
          .results.filter(({ verified }) => verified)
          .map(({ from_email, from_name }) => sender(from_email, from_name));
      return { path: '/v3/verified_senders', headers: bearer, read };
    }
    case 'brevo': {
      const read = (answer: unknown) =>
        brevoSchema
          .parse(answer)
          .senders.filter(({ active }) => active)
          .map(({ email, name }) => sender(email, name));
      return { path: '/v3/senders', headers: { 'api-key': secret.api_key }, read };
    }
    case 'mailgun': {
      const authorization = `Basic ${btoa(`api:${secret.api_key}`)}`;
      const path = `/v3/domains/${encodeURIComponent(secret.domain)}`;
      return {
        path,
        headers: { authorization },
        read: (answer) => [ofDomain(mailgunSchema.parse(answer).domain.name)],
      };
    }
    case 'postmark':
      throw new NodeError('options.not_told', 'Postmark tells its senders to no key of a server.');
  }
}

/** From which addresses the provider of a mail credential sends. */
export const mailSenders: OptionSource = async ({ credential, run }) => {
  if (credential === null)
    throw new NodeError('options.credential_required', 'Without a credential there is nobody to ask.');
  const secret = mailSecret(credential);
  const { path, headers, read } = senderList(secret);
  const region = 'region' in secret ? secret.region : undefined;
  const response = await run.request({
    method: 'GET',
    url: `https://${mailHost(secret.provider, region)}${path}`,
    headers,
    secretHeaders: Object.keys(headers),
    followRedirects: false,
    reads: true,
    ...allowedHostsOf(credential),
  });
  return read(readAnswer(response, run.now()));
};
