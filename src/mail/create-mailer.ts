import type { KeepMailDeps } from '../mail-outbox/keep-mail.ts';
import { keepMail } from '../mail-outbox/keep-mail.ts';
import { mailNotConfigured } from './mail.errors.ts';
import type { Mailer } from './mailer.ts';

/** Keeps mails in the local outbox where there is one. */
export function createMailer(deps: KeepMailDeps, options: { readonly outbox: boolean; readonly from: string }): Mailer {
  return {
    async send({ to, subject, text, html = null }) {
      if (!options.outbox) throw mailNotConfigured();
      const mail = { from: { email: options.from }, to: [{ email: to }], cc: [], bcc: [], reply_to: [] };
      const kept = { workspaceId: null, executionId: null, idempotencyKey: deps.ids(deps.now()) };
      await keepMail(deps, { ...kept, mail: { ...mail, subject, text, html, attachments: [] } });
    },
  };
}
