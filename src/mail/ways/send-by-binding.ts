import type { SendMail } from '../deliver-mail.ts';

/** What of Cloudflare's `send_email` binding is used: it composes the MIME by itself. */
export type MailBinding = { send(mail: BindingMail): Promise<unknown> };

type BindingMail = {
  readonly from: { readonly email: string; readonly name: string };
  readonly to: string[];
  readonly subject: string;
  readonly text?: string;
  readonly html?: string;
};

/** Sends mails through Cloudflare's Email Service. It says nothing that tells a refusal for good from one for now. */
export function sendByBinding(binding: MailBinding): SendMail {
  return async ({ from, to, subject, text, html }) => {
    await binding.send({
      from: { email: from.email, name: from.name ?? '' },
      to: to.map(({ email }) => email),
      subject,
      ...(text !== null && { text }),
      ...(html !== null && { html }),
    });
  };
}
