import type { Clock } from '../shared/clock.ts';
import type { IdSource } from '../shared/ids.ts';
import type { KeptMail, Mail, MailAddress } from '../shared/mail.ts';
import type { MailOutboxRepository } from './mail-outbox.repository.ts';
import type { MailMessage } from './mail-outbox.schemas.ts';

export type KeepMailDeps = { readonly mails: MailOutboxRepository; readonly now: Clock; readonly ids: IdSource };

const NUL = String.fromCharCode(0);

/** As Postgres takes it. */
function storable(text: string): string {
  return text.toWellFormed().replaceAll(NUL, '\uFFFD');
}

function person({ email, name }: MailAddress): MailAddress {
  return name === undefined ? { email } : { email, name: storable(name) };
}

function messageOf(mail: Mail): MailMessage {
  return {
    ...{ from: person(mail.from), to: mail.to.map(person), cc: mail.cc.map(person), bcc: mail.bcc.map(person) },
    reply_to: mail.reply_to.map(person),
    subject: storable(mail.subject),
    text: mail.text === null ? null : storable(mail.text),
    html: mail.html === null ? null : storable(mail.html),
    attachments: mail.attachments.map(({ file_name, mime_type, data }) => ({
      file_name: storable(file_name),
      mime_type: storable(mime_type),
      size: Math.floor((data.replace(/=+$/, '').length * 3) / 4),
    })),
  };
}

/** Keeps a mail in the local outbox instead of sending it, once for its key. */
export async function keepMail({ mails, now, ids }: KeepMailDeps, kept: KeptMail): Promise<void> {
  const createdAt = now();
  const { workspaceId, executionId, idempotencyKey, mail } = kept;
  await mails.keep({
    ...{ id: ids(createdAt), workspaceId, executionId, idempotencyKey, createdAt },
    message: messageOf(mail),
  });
}
