import type { MailPost, QueuedMail, SystemMail } from '../../mail/mailer.ts';

/** Mails that tell somebody what was done: where none can be sent, it is done all the same. */
export async function noticesOf(mailer: MailPost, mails: readonly SystemMail[]): Promise<readonly QueuedMail[]> {
  return mailer.isReady ? Promise.all(mails.map((mail) => mailer.prepare(mail))) : [];
}
