import type { JsonObject } from '../../engine/json.ts';
import { isObject } from '../../shared/json/json.ts';
import type { Mail } from '../../shared/mail.ts';
import { completed, defineNode } from '../define-node.ts';
import { allowedHostsOf } from '../http/build-request.ts';
import { responseText } from '../http/read-response.ts';
import { responseError } from '../http/response-error.ts';
import { eachItemAsync } from '../items.ts';
import { composeMail } from '../mail/compose-mail.ts';
import { type MailConfig, mailConfigSchema } from '../mail/config.ts';
import { mailSecret } from '../mail/mail-secret.ts';
import { providerRequest } from '../mail/providers.ts';
import type { CredentialSecret, NodeRun } from '../node-run.ts';
import { parseJson } from '../values/convert.ts';

/** The fields in which providers return the id of the mail. */
const ID_FIELDS = ['id', 'MessageID', 'messageId'] as const;

type Sending = { readonly mail: Mail; readonly credential: CredentialSecret; readonly index: number };

async function send(run: NodeRun<MailConfig>, { mail, credential, index }: Sending): Promise<JsonObject> {
  const secret = mailSecret(credential);
  const request = await providerRequest(mail, secret, run.idempotencyKey(index));
  const response = await run.request({
    ...request,
    method: 'POST',
    followRedirects: false,
    timeoutMs: run.config(index).timeout_ms,
    ...allowedHostsOf(credential),
  });
  const failure = responseError(response, run.now());
  if (failure !== null) throw failure;
  const answer = parseJson(responseText(response));
  const named = isObject(answer)
    ? ID_FIELDS.map((name) => answer[name]).find((id) => typeof id === 'string')
    : undefined;
  return { sent: true, provider: secret.provider, message_id: named ?? response.headers['x-message-id'] ?? null };
}

async function deliver(run: NodeRun<MailConfig>, mail: Mail, index: number): Promise<JsonObject> {
  const credential = await run.credential();
  if (credential !== null) return send(run, { mail, credential, index });
  await run.keepMail(mail, index);
  return { sent: false, provider: 'outbox', message_id: null };
}

export const sendEmailAction = defineNode({
  type: 'action.send_email',
  kind: 'action',
  metadata: {
    name: 'Send email',
    description:
      'Sends a mail for each item through the provider of its credential: Resend, Postmark, SendGrid, Mailgun or Brevo. Without one, mails stay in the local outbox in development.',
    group: 'actions',
    example: {
      from: 'Shop <orders@example.com>',
      to: '{{ $json.customer.email }}',
      subject: 'Your order {{ $json.id }}',
      text: 'It is on its way.',
    },
  },
  config: mailConfigSchema,
  inputs: ['main'],
  outputs: ['main'],
  effect: 'write',
  credentials: ['mail'],
  async execute(run) {
    if (run.items.length === 0) return completed([]);
    return completed(
      await eachItemAsync(
        run,
        async (item, index) => ({ json: await deliver(run, composeMail(run.config(index), item), index) }),
        run.config(0).concurrency,
      ),
    );
  },
});
