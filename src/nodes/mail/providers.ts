import type { JsonObject, JsonValue } from '../../engine/json.ts';
import type { Mail, MailAddress } from '../../shared/mail.ts';
import { mailHost } from '../../shared/mail-hosts.ts';
import { NodeError } from '../node-error.ts';
import { encodeTextBase64 } from '../values/base64.ts';
import { writeAddress } from './addresses.ts';
import type { MailSecret } from './mail-secret.ts';
import { mailgunBody } from './mailgun.ts';

/** The request that makes a provider send a mail. */
export type ProviderRequest = {
  readonly url: string;
  readonly headers: { readonly [name: string]: string };
  readonly body: string | Uint8Array;
  /** The headers that hold the key. */
  readonly secretHeaders: readonly string[];
};

type Writer<Provider> = (
  mail: Mail,
  secret: Extract<MailSecret, { provider: Provider }>,
  key: string,
) => ProviderRequest | Promise<ProviderRequest>;

/** The object without empty fields: providers refuse empty lists and nulls. */
function withoutEmpty(fields: { readonly [name: string]: JsonValue }): JsonObject {
  const filled = Object.entries(fields).filter(
    ([, value]) => value !== null && value !== '' && !(Array.isArray(value) && value.length === 0),
  );
  return Object.fromEntries(filled);
}

function jsonRequest(url: string, secret: { readonly [name: string]: string }, body: JsonObject): ProviderRequest {
  const headers = { 'content-type': 'application/json', accept: 'application/json', ...secret };
  return { url, headers, body: JSON.stringify(body), secretHeaders: Object.keys(secret) };
}

function bearer(key: string): { readonly authorization: string } {
  return { authorization: `Bearer ${key}` };
}

function person({ email, name }: MailAddress): JsonObject {
  return name === undefined ? { email } : { email, name };
}

const resend: Writer<'resend'> = (mail, { api_key }, key) => {
  const body = withoutEmpty({
    from: writeAddress(mail.from),
    to: mail.to.map(writeAddress),
    cc: mail.cc.map(writeAddress),
    bcc: mail.bcc.map(writeAddress),
    reply_to: mail.reply_to.map(writeAddress),
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    attachments: mail.attachments.map(({ file_name, mime_type, data }) => ({
      filename: file_name,
      content_type: mime_type,
      content: data,
    })),
  });
  const request = jsonRequest(`https://${mailHost('resend')}/emails`, bearer(api_key), body);
  return { ...request, headers: { ...request.headers, 'idempotency-key': key } };
};

const postmark: Writer<'postmark'> = (mail, { api_key, message_stream }) =>
  jsonRequest(
    `https://${mailHost('postmark')}/email`,
    { 'x-postmark-server-token': api_key },
    withoutEmpty({
      From: writeAddress(mail.from),
      To: mail.to.map(writeAddress).join(', '),
      Cc: mail.cc.map(writeAddress).join(', '),
      Bcc: mail.bcc.map(writeAddress).join(', '),
      ReplyTo: mail.reply_to.map(writeAddress).join(', '),
      Subject: mail.subject,
      TextBody: mail.text,
      HtmlBody: mail.html,
      MessageStream: message_stream ?? '',
      Attachments: mail.attachments.map(({ file_name, mime_type, data }) => ({
        Name: file_name,
        ContentType: mime_type,
        Content: data,
      })),
    }),
  );

const sendgrid: Writer<'sendgrid'> = (mail, { api_key, region }) =>
  jsonRequest(
    `https://${mailHost('sendgrid', region)}/v3/mail/send`,
    bearer(api_key),
    withoutEmpty({
      personalizations: [withoutEmpty({ to: mail.to.map(person), cc: mail.cc.map(person), bcc: mail.bcc.map(person) })],
      from: person(mail.from),
      reply_to_list: mail.reply_to.map(person),
      subject: mail.subject,
      content: [
        ...(mail.text === null ? [] : [{ type: 'text/plain', value: mail.text }]),
        ...(mail.html === null ? [] : [{ type: 'text/html', value: mail.html }]),
      ],
      attachments: mail.attachments.map(({ file_name, mime_type, data }) => ({
        filename: file_name,
        type: mime_type,
        content: data,
        disposition: 'attachment',
      })),
    }),
  );

const brevo: Writer<'brevo'> = (mail, { api_key }, key) => {
  const [replyTo, ...more] = mail.reply_to;
  if (more.length > 0) {
    throw new NodeError('email.one_reply_to', `reply_to: expected one address for Brevo, got ${mail.reply_to.length}`);
  }
  return jsonRequest(
    `https://${mailHost('brevo')}/v3/smtp/email`,
    { 'api-key': api_key },
    withoutEmpty({
      sender: person(mail.from),
      to: mail.to.map(person),
      cc: mail.cc.map(person),
      bcc: mail.bcc.map(person),
      replyTo: replyTo === undefined ? null : person(replyTo),
      subject: mail.subject,
      textContent: mail.text,
      htmlContent: mail.html,
      headers: { idempotencyKey: key },
      attachment: mail.attachments.map(({ file_name, data }) => ({ name: file_name, content: data })),
    }),
  );
};

const mailgun: Writer<'mailgun'> = async (mail, secret) => {
  const { content, contentType } = await mailgunBody(mail);
  return {
    url: `https://${mailHost('mailgun', secret.region)}/v3/${encodeURIComponent(secret.domain)}/messages`,
    headers: { 'content-type': contentType, authorization: `Basic ${encodeTextBase64(`api:${secret.api_key}`)}` },
    body: content,
    secretHeaders: ['authorization'],
  };
};

/** The request that makes the provider of the credential send a mail. `key`: the idempotency key, for providers that take one. */
export async function providerRequest(mail: Mail, secret: MailSecret, key: string): Promise<ProviderRequest> {
  switch (secret.provider) {
    case 'resend':
      return resend(mail, secret, key);
    case 'postmark':
      return postmark(mail, secret, key);
    case 'sendgrid':
      return sendgrid(mail, secret, key);
    case 'mailgun':
      return mailgun(mail, secret, key);
    case 'brevo':
      return brevo(mail, secret, key);
  }
}
