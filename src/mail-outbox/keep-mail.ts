import type { Clock } from '../shared/clock.ts';
import type { IdSource } from '../shared/ids.ts';
import type { KeptMail, Mail, MailAddress } from '../shared/mail.ts';
import { storableText } from '../shared/text/storable-text.ts';
import type { MailOutboxRepository } from './mail-outbox.repository.ts';
import type { MailMessage } from './mail-outbox.schemas.ts';

export type KeepMailDeps = { readonly mails: MailOutboxRepository; readonly now: Clock; readonly ids: IdSource };

function storableAddress({ email, name }: MailAddress): MailAddress {
  return name === undefined ? { email } : { email, name: storableText(name) };
}

/** How many bytes base64 stands for. */
function decodedLength(base64: string): number {
  const padding = base64.indexOf('=');
  return Math.floor(((padding === -1 ? base64.length : padding) * 3) / 4);
}

function messageOf(mail: Mail): MailMessage {
  return {
    from: storableAddress(mail.from),
    to: mail.to.map(storableAddress),
    cc: mail.cc.map(storableAddress),
    bcc: mail.bcc.map(storableAddress),
    reply_to: mail.reply_to.map(storableAddress),
    subject: storableText(mail.subject),
    text: mail.text === null ? null : storableText(mail.text),
    html: mail.html === null ? null : storableText(mail.html),
    attachments: mail.attachments.map(({ file_name, mime_type, data }) => ({
      file_name: storableText(file_name),
      mime_type: storableText(mime_type),
      size: decodedLength(data),
    })),
  };
}

/** Keeps a mail in the local outbox instead of sending it. A mail with the same idempotency key is kept once. */
export async function keepMail({ mails, now, ids }: KeepMailDeps, kept: KeptMail): Promise<void> {
  const createdAt = now();
  const { workspaceId, executionId, idempotencyKey, mail } = kept;
  await mails.keep({
    id: ids(createdAt),
    workspaceId,
    executionId,
    idempotencyKey,
    createdAt,
    message: messageOf(mail),
  });
}
