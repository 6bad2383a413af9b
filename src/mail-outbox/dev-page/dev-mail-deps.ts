import type { MailOutboxRepository } from '../mail-outbox.repository.ts';

/** What the page of mails that were not sent needs. */
export type DevMailDeps = {
  readonly mails: Pick<MailOutboxRepository, 'recent' | 'find'>;
  readonly settings: { readonly MAIL_OUTBOX: boolean; readonly PUBLIC_URL: string };
};
